import { PORTAL_COPY } from './copy/en.ts';
import type { Piece } from './document.tsx';
import type { ConnectView } from './portal-view.ts';
import { safeHref } from './safe-href.ts';

const { connect: COPY } = PORTAL_COPY;

/** For administrators: the addresses that an app's owner asks for, folded away below the doors. */
export const Connect = ({ metadataUrl, signInUrl, signOutUrl, certificateUrl }: ConnectView) => (
  <details class="connect card">
    <summary>{COPY.title}</summary>
    <p class="hint">{COPY.text}</p>
    <dl>
      <Fact name={COPY.metadata}>
        <a href={safeHref(metadataUrl)}>{metadataUrl}</a>
      </Fact>
      <Fact name={COPY.signIn}>
        <code>{signInUrl}</code>
      </Fact>
      <Fact name={COPY.signOut}>
        <code>{signOutUrl}</code>
      </Fact>
      <Fact name={COPY.certificate}>
        <a href={safeHref(certificateUrl)}>{COPY.download}</a>
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
