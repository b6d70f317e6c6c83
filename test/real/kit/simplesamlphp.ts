import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demand, freePort, makeKeyPair, run } from './processes.ts';
import type { ServiceProvider, Told } from './provider.ts';
import { applicationOf, authSourcesOf, configOf, type SimpleSamlPhp } from './simplesamlphp-config.ts';
import type { Page } from './web-browser.ts';

const WWW = '/usr/share/simplesamlphp/www';

/** SimpleSAMLphp as a service provider on PHP's own server, with an application before it that asks it who is there. */
export async function startSimpleSamlPhp(
  idp: { metadata: string; entityId: string },
  asks: Pick<SimpleSamlPhp, 'requests' | 'nameIdFormat'>,
): Promise<ServiceProvider> {
  demand(WWW, 'simplesamlphp');
  demand('/usr/bin/php', 'php-cli');
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const directory = mkdtempSync(join(tmpdir(), 'samlet-simplesamlphp-'));
  for (const name of ['config', 'cert', 'log', 'data', 'tmp', 'sessions']) mkdirSync(join(directory, name));
  makeKeyPair(join(directory, 'cert'), 'sp');
  const options: SimpleSamlPhp = { ...asks, directory, origin, idp: idp.entityId };
  const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);
  write('idp.xml', asks.requests === 'POST' ? withoutRedirect(idp.metadata) : idp.metadata);
  write('config/config.php', configOf(options));
  write('config/authsources.php', authSourcesOf(options));
  write('application.php', applicationOf(options));
  const args = ['-d', `session.save_path=${directory}/sessions`, '-S', `127.0.0.1:${port}`, '-t', WWW];
  const running = await run('/usr/bin/php', [...args, join(directory, 'application.php')], {
    url: `${origin}/open`,
    env: { SIMPLESAMLPHP_CONFIG_DIR: join(directory, 'config') },
  });
  return {
    origin,
    metadataUrl: `${origin}/module.php/saml/sp/metadata.php/samlet`,
    protectedUrl: `${origin}/private`,
    logoutUrl: `${origin}/sign-out`,
    askUrl: (wish) => `${origin}/private?${new URLSearchParams({ wish: JSON.stringify(wish) }).toString()}`,
    told,
    log: () => readFileSync(join(directory, 'log/simplesamlphp.log'), 'utf8'),
    stop: async () => {
      await running.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** It asks by Redirect where it may, so it is not told that it may. */
const withoutRedirect = (metadata: string): string =>
  metadata.replace(/<md:SingleSignOnService [^>]*HTTP-Redirect[^>]*><\/md:SingleSignOnService>/, '');

function told({ url, status, headers, html }: Page): Told | undefined {
  const isApplication = headers.get('content-type')?.startsWith('application/json') ?? false;
  return status === 200 && url.pathname === '/private' && isApplication ? (JSON.parse(html) as Told) : undefined;
}
