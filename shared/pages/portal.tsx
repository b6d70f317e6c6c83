import { PORTAL_COPY } from './copy/en.ts';
import { Connect } from './connect.tsx';
import { Banner, Document, type Piece, render } from './document.tsx';
import { Account, FavouriteForms, Icon, Icons, Shortcuts, Tile } from './doors.tsx';
import { favouritesOf, type PortalView, searched, type ShortcutView } from './portal-view.ts';
import { TopBar } from './top-bar.tsx';

/** With more accounts than this they start closed, so that the page can be taken in. */
const OPEN_ACCOUNTS = 6;

/** The portal: AWS accounts with their roles, apps, favourites, what was used last; searched as one types. */
export const portalPage = (view: PortalView): string => {
  const { user, isAdministrator, connect, tooMany } = view;
  const isEmpty = view.accounts.length === 0 && view.apps.length === 0;
  return render(
    <Document
      brand={view.brand}
      title={PORTAL_COPY.title}
      width="wide"
      script="portal.js"
      header={
        <TopBar brand={view.brand} displayName={user.displayName} at="portal" isAdministrator={isAdministrator} />
      }
    >
      <Icons />
      <FavouriteForms />
      <h1 class="sr">{PORTAL_COPY.heading}</h1>
      {isEmpty ? <Nothing /> : <Search query={view.query ?? ''} />}
      {tooMany ? <Banner kind="notice">{PORTAL_COPY.tooMany}</Banner> : null}
      {isEmpty ? null : <Doors {...view} />}
      {isAdministrator && connect ? <Connect {...connect} /> : null}
    </Document>,
  );
};

const Nothing = () => (
  <section class="card empty">
    <h2>{PORTAL_COPY.nothing.title}</h2>
    <p>{PORTAL_COPY.nothing.text}</p>
  </section>
);

/** `/` leads here; Enter opens the first door that fits. Without script the page is asked for again. */
const Search = ({ query }: { query: string }) => (
  <form class="search" role="search" method="get" action="/">
    <Icon name="lens" />
    <label class="sr" for="q">
      {PORTAL_COPY.search}
    </label>
    <input
      id="q"
      name="q"
      type="search"
      value={query}
      placeholder={PORTAL_COPY.search}
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      maxlength={200}
      aria-keyshortcuts="/"
    />
    <kbd aria-hidden="true">/</kbd>
    <button class="sr" type="submit">
      {PORTAL_COPY.searchSubmit}
    </button>
    <p class="sr" role="status" data-one={PORTAL_COPY.found.one} data-many={PORTAL_COPY.found.many} />
  </form>
);

const Doors = (view: PortalView) => {
  const query = (view.query ?? '').trim();
  const { accounts, apps } = query === '' ? view : searched(view, query);
  const isOpen = query !== '' || accounts.length <= OPEN_ACCOUNTS;
  return (
    <>
      <NotFound isHidden={accounts.length + apps.length > 0} />
      {query === '' ? <Shortcut id="favourites" title={PORTAL_COPY.favourites} doors={favouritesOf(view)} /> : null}
      {query === '' ? <Shortcut id="recent" title={PORTAL_COPY.recent} doors={view.recent} /> : null}
      <Section id="accounts" title={PORTAL_COPY.accounts} isHidden={accounts.length === 0}>
        <div class="accounts">
          {accounts.map((account) => (
            <Account account={account} isOpen={isOpen} />
          ))}
        </div>
      </Section>
      <Section id="apps" title={PORTAL_COPY.apps} isHidden={apps.length === 0}>
        <ul class="tiles">
          {apps.map((app) => (
            <Tile app={app} />
          ))}
        </ul>
      </Section>
    </>
  );
};

const NotFound = ({ isHidden }: { isHidden: boolean }) => (
  <section class="card empty" data-none hidden={isHidden}>
    <h2>{PORTAL_COPY.notFound.title}</h2>
    <p>{PORTAL_COPY.notFound.text}</p>
    <a href="/">{PORTAL_COPY.notFound.clear}</a>
  </section>
);

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly isHidden?: boolean;
  readonly children: Piece;
}

const Section = ({ id, title, isHidden = false, children }: SectionProps) => (
  <section id={id} aria-labelledby={`${id}-title`} data-section hidden={isHidden}>
    <h2 id={`${id}-title`}>{title}</h2>
    {children}
  </section>
);

/** It is there even when it is empty: the script fills it when the first favourite is made. */
const Shortcut = ({ id, title, doors }: { id: string; title: string; doors: readonly ShortcutView[] }) => (
  <section id={id} aria-labelledby={`${id}-title`} data-shortcuts hidden={doors.length === 0}>
    <h2 id={`${id}-title`}>{title}</h2>
    <Shortcuts doors={doors} />
  </section>
);
