import { PORTAL_COPY } from './copy/en.ts';
import type { Piece } from './document.tsx';
import type { ConnectView } from './portal-view.ts';
import { safeHref } from './safe-href.ts';

const { connect: COPY } = PORTAL_COPY;

/** For administrators: what an app's owner asks for, folded away below the doors. */
export const Connect = ({ entityId, metadataUrl, signInUrl, signOutUrl, ...certificates }: ConnectView) => (
  <details class="connect">
    <summary>{COPY.title}</summary>
    <p class="hint">{COPY.text}</p>
    <dl>
      <Fact name={COPY.metadata}>
        <code>{metadataUrl}</code>
        <Download href={metadataUrl}>{COPY.downloadMetadata}</Download>
      </Fact>
      <Fact name={COPY.entityId}>
        <code>{entityId}</code>
      </Fact>
      <Fact name={COPY.signIn}>
        <code>{signInUrl}</code>
      </Fact>
      <Fact name={COPY.signOut}>
        <code>{signOutUrl}</code>
      </Fact>
      <Fact name={COPY.certificate}>
        <Download href={certificates.certificateUrl}>{COPY.download}</Download>
        <Download href={certificates.nextCertificateUrl}>{COPY.next}</Download>
      </Fact>
    </dl>
  </details>
);

const Fact = ({ name, children }: { name: string; children: Piece }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** The file's name is the answer's own. */
const Download = ({ href, children }: { href: string; children: Piece }) => (
  <a href={safeHref(href)} download="">
    {children}
  </a>
);
