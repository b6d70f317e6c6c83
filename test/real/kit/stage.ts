import { afterAll, beforeAll } from '@jest/globals';
import type { App, AppFields } from '../../../shared/apps/app.ts';
import type { ServiceProvider } from './provider.ts';
import { type Samlet, startSamlet, textOf } from './samlet.ts';
import type { Page, WebBrowser } from './web-browser.ts';

/** How a kind of service provider is started for this Samlet. */
export type Start = (samlet: Samlet) => Promise<ServiceProvider>;

/** One Samlet and two service providers of a kind that are registered there, for all tests of a file. */
export interface Stage {
  readonly samlet: Samlet;
  readonly provider: ServiceProvider;
  readonly other: ServiceProvider;
  /** How the first is registered; the second is so, too. */
  readonly app: App;
  /** Registers the first anew with fields changed against its metadata. */
  set(fields: { readonly [K in keyof AppFields]?: AppFields[K] | null }): Promise<void>;
  /** Goes to the protected page and signs in on the way. */
  enter(browser: WebBrowser): Promise<Page>;
}

/** Sets the stage before the tests of a file, and clears it after them. @returns the stage, once it stands */
export function stageFor(start: Start, fields: Partial<AppFields> = {}): () => Stage {
  let stage: Stage | undefined;
  const closings: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const samlet = await startSamlet();
    closings.push(() => samlet.close());
    const provider = await start(samlet);
    closings.push(() => provider.stop());
    const other = await start(samlet);
    closings.push(() => other.stop());
    stage = await build({ samlet, provider, other }, fields);
  });
  afterAll(async () => {
    for (const closing of closings.toReversed()) await closing();
  });
  return () => {
    if (!stage) throw new Error('the stage does not stand');
    return stage;
  };
}

async function build(
  { samlet, provider, other }: Pick<Stage, 'samlet' | 'provider' | 'other'>,
  fields: Partial<AppFields>,
): Promise<Stage> {
  const startUrl = provider.protectedUrl;
  const app = await samlet.register(await textOf(provider.metadataUrl), { name: 'First', startUrl, ...fields });
  await samlet.register(await textOf(other.metadataUrl), { name: 'Second', startUrl: other.protectedUrl, ...fields });
  return {
    samlet,
    provider,
    other,
    app,
    set: async (changed) => void (await samlet.change(app, { ...changeable(app), ...changed })),
    enter: async (browser) => samlet.signIn(browser, await browser.open(provider.protectedUrl)),
  };
}

/** What tests change of an app, as it was at first. */
const changeable = ({ encryptionCertificate, ...app }: App) => ({
  enabled: app.enabled,
  acs: app.acs,
  signingCertificates: app.signingCertificates,
  requestsSigned: app.requestsSigned,
  idpInitiated: app.idpInitiated,
  signAssertion: app.signAssertion,
  signResponse: app.signResponse,
  encryptionCertificate: encryptionCertificate ?? null,
  encryptionAlgorithm: null,
  relayState: null,
});
