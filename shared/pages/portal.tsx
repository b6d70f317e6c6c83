import { Document, type Piece, render, safeHref } from './document.tsx';
import { TopBar } from './top-bar.tsx';

interface Door {
  readonly name: string;
  readonly description?: string;
  readonly href: string;
  readonly favouriteKey: string;
  readonly isFavourite: boolean;
}

/** What one user can reach. */
export interface PortalView {
  readonly user: { readonly displayName: string; readonly userName: string; readonly email: string };
  readonly isAdministrator: boolean;
  readonly accounts: readonly {
    readonly id: string;
    readonly name: string;
    readonly partition: string;
    readonly roles: readonly (Door & { readonly sessionHours: number })[];
  }[];
  readonly apps: readonly (Door & { readonly startsElsewhere: boolean })[];
  readonly recent: readonly { readonly label: string; readonly detail: string; readonly href: string }[];
  /** What was searched for, where no script filters. */
  readonly query: string;
}

const matches = (query: string, ...texts: readonly (string | undefined)[]): boolean =>
  query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => texts.some((text) => text?.toLowerCase().includes(word)));

const Star = ({ door, label }: { door: Door; label: string }) => (
  <form class="star" method="post" action="/favourites">
    <input type="hidden" name="key" value={door.favouriteKey} />
    <input type="hidden" name="on" value={door.isFavourite ? '0' : '1'} />
    <button type="submit" aria-pressed={door.isFavourite ? 'true' : 'false'} aria-label={`Favourite: ${label}`} title={door.isFavourite ? 'Remove from favourites' : 'Add to favourites'}>
      {door.isFavourite ? '★' : '☆'}
    </button>
  </form>
); // prettier-ignore

/** A tile's picture: the first letters of the name on one of six colours, always the same for the same name. */
const Initials = ({ name }: { name: string }) => {
  const letters = name.split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? '').join('').toUpperCase();
  const hue = [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 6, 7);
  return (
    <span class={`initials hue-${hue}`} aria-hidden="true">
      {letters}
    </span>
  );
}; // prettier-ignore

const Role = ({
  role,
  accountName,
  accountId,
}: {
  role: PortalView['accounts'][number]['roles'][number];
  accountName: string;
  accountId: string;
}) => (
  <li class="role" data-search={`${role.name} ${role.description ?? ''} ${accountName} ${accountId}`}>
    <a class="door" href={safeHref(role.href)}>
      <span>{role.name}</span>
      <span class="hint">{role.description ?? `up to ${role.sessionHours} h`}</span>
    </a>
    <Star door={role} label={`${role.name} in ${accountName}`} />
  </li>
);

const Account = ({ account, isOpen }: { account: PortalView['accounts'][number]; isOpen: boolean }) => (
  <details class="account" open={isOpen}>
    <summary>
      <span class="name">{account.name}</span>
      <code>{account.id}</code>
      {account.partition === 'aws' ? null : <span class="tag">{account.partition}</span>}
      <span class="count">{account.roles.length === 1 ? '1 role' : `${account.roles.length} roles`}</span>
    </summary>
    <ul>
      {account.roles.map((role) => (
        <Role role={role} accountName={account.name} accountId={account.id} />
      ))}
    </ul>
  </details>
);

const Tile = ({ app }: { app: PortalView['apps'][number] }) => (
  <li class="tile" data-search={`${app.name} ${app.description ?? ''}`}>
    {app.href === '' ? (
      <span class="door">
        <Initials name={app.name} />
        <span>{app.name}</span>
        <span class="hint">open it at its own address</span>
      </span>
    ) : (
      <a class="door" href={safeHref(app.href)}>
        <Initials name={app.name} />
        <span>{app.name}</span>
        <span class="hint">{app.description ?? (app.startsElsewhere ? 'opens the app' : ' ')}</span>
      </a>
    )}
    <Star door={app} label={app.name} />
  </li>
);

const Section = ({ title, children, id }: { title: string; children: Piece; id: string }) => (
  <section aria-labelledby={id} data-section>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);

const Doors = ({ doors }: { doors: readonly { label: string; detail: string; href: string }[] }) => (
  <ul class="strip">
    {doors.map(({ label, detail, href }) => (
      <li data-search={`${label} ${detail}`}>
        <a class="door" href={safeHref(href)}>
          <span>{label}</span>
          <span class="hint">{detail}</span>
        </a>
      </li>
    ))}
  </ul>
);

const favouritesOf = ({ accounts, apps }: PortalView) => [
  ...accounts.flatMap(({ name, id, roles }) => roles.filter(({ isFavourite }) => isFavourite).map((role) => ({ label: role.name, detail: `${name} · ${id}`, href: role.href }))),
  ...apps.filter(({ isFavourite, href }) => isFavourite && href !== '').map(({ name, description, href }) => ({ label: name, detail: description ?? '', href })),
]; // prettier-ignore

function filtered(view: PortalView): PortalView {
  const { query } = view;
  if (query === '') return view;
  const accounts = view.accounts
    .map((account) => ({
      ...account,
      roles: account.roles.filter(({ name, description }) =>
        matches(query, name, description, account.name, account.id),
      ),
    }))
    .filter(({ roles }) => roles.length > 0);
  return {
    ...view,
    accounts,
    apps: view.apps.filter(({ name, description }) => matches(query, name, description)),
    recent: [],
  };
}

/** The portal: AWS accounts with their roles, apps, favourites, what was used last; searched as one types. */
export const portalPage = (unfiltered: PortalView): string => {
  const view = filtered(unfiltered);
  const { user, accounts, apps, recent, query } = view;
  const favourites = query === '' ? favouritesOf(view) : [];
  const roles = accounts.reduce((sum, account) => sum + account.roles.length, 0);
  const isNothing = unfiltered.accounts.length === 0 && unfiltered.apps.length === 0;
  return render(
    <Document title="Portal" width="wide" script="portal.js" header={<TopBar displayName={user.displayName} />}>
      <h1 class="sr">Your portal</h1>
      {isNothing ? (
        <section class="card empty">
          <h2>Nothing is assigned to you yet</h2>
          <p>An administrator can assign AWS roles and apps to you or to one of your groups. They show here at once.</p>
        </section>
      ) : (
        <form class="search" role="search" method="get" action="/">
          <label class="sr" for="q">
            Search accounts, roles and apps
          </label>
          <input
            id="q"
            name="q"
            type="search"
            value={query}
            placeholder="Search accounts, roles and apps"
            autocomplete="off"
            spellcheck={false}
          />
          <kbd aria-hidden="true">/</kbd>
        </form>
      )}
      <p class="none" role="status" data-none hidden={isNothing || roles + apps.length > 0}>
        Nothing fits. Try a part of a name, or an account number.
      </p>
      {favourites.length > 0 ? (
        <Section title="Favourites" id="favourites">
          <Doors doors={favourites} />
        </Section>
      ) : null}
      {recent.length > 0 ? (
        <Section title="Recently used" id="recent">
          <Doors doors={recent} />
        </Section>
      ) : null}
      {accounts.length > 0 ? (
        <Section title="AWS accounts" id="aws">
          <div class="accounts">
            {accounts.map((account) => (
              <Account account={account} isOpen={query !== '' || accounts.length <= 12} />
            ))}
          </div>
        </Section>
      ) : null}
      {apps.length > 0 ? (
        <Section title="Apps" id="apps">
          <ul class="tiles">
            {apps.map((app) => (
              <Tile app={app} />
            ))}
          </ul>
        </Section>
      ) : null}
    </Document>,
  );
};
