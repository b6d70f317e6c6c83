import { counted, fill, PORTAL_COPY } from './copy/en.ts';
import { Initials } from './mark.tsx';
import type { AppView, AwsAccountView, DoorView, RoleView, ShortcutView } from './portal-view.ts';
import { safeHref } from './safe-href.ts';

/** The pictures that doors share, drawn once a page. */
export const Icons = () => (
  <svg class="sprite" aria-hidden="true">
    <symbol id="star" viewBox="0 0 20 20">
      <path d="M10 2.6l2.3 4.7 5.1.7-3.7 3.6.9 5.1-4.6-2.4-4.6 2.4.9-5.1L2.6 8l5.1-.7z" />
    </symbol>
    <symbol id="out" viewBox="0 0 20 20">
      <path d="M8 5H5.5A1.5 1.5 0 0 0 4 6.5v8A1.5 1.5 0 0 0 5.5 16h8a1.5 1.5 0 0 0 1.5-1.5V12M11.5 4H16v4.5M16 4l-7 7" />
    </symbol>
    <symbol id="lens" viewBox="0 0 20 20">
      <path d="M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5L17 17" />
    </symbol>
  </svg>
);

/** One of the pictures of {@link Icons}. */
export const Icon = ({ name }: { name: 'star' | 'out' | 'lens' }) => (
  <svg class="icon" aria-hidden="true">
    <use href={`#${name}`} />
  </svg>
);

/** The two forms that all stars share, so that a thousand doors are not a thousand forms. */
export const FavouriteForms = () => (
  <>
    <form id="favour-1" method="post" action="/favourites" hidden>
      <input type="hidden" name="on" value="1" />
    </form>
    <form id="favour-0" method="post" action="/favourites" hidden>
      <input type="hidden" name="on" value="0" />
    </form>
  </>
);

const Star = ({ door, label }: { door: DoorView; label: string }) => (
  <button
    class="star"
    type="submit"
    form={door.isFavourite ? 'favour-0' : 'favour-1'}
    name="key"
    value={door.favouriteKey}
    aria-pressed={door.isFavourite ? 'true' : 'false'}
    aria-label={fill(PORTAL_COPY.favourite, { door: label })}
  >
    <Icon name="star" />
  </button>
);

/** An AWS account, which opens to its roles. */
export const Account = ({ account, isOpen }: { account: AwsAccountView; isOpen: boolean }) => (
  <details class="account" open={isOpen}>
    <summary>
      <span class="name">{account.name}</span>
      <code>{account.id}</code>
      {account.partition === 'aws' ? null : (
        <span class="tag">{PORTAL_COPY.partitions[account.partition] ?? account.partition}</span>
      )}
      <span class="count">{counted(PORTAL_COPY.roles, account.roles.length)}</span>
    </summary>
    <ul>
      {account.roles.map((role) => (
        <Role role={role} account={account} />
      ))}
    </ul>
  </details>
);

const Role = ({ role, account }: { role: RoleView; account: AwsAccountView }) => (
  <li class="role" data-item>
    <a class="door" href={safeHref(role.href)}>
      <span class="label">{role.name}</span>
      {role.description ? <span class="detail">{role.description}</span> : null}
      <span class="lasts">
        <span class="sr">{PORTAL_COPY.lasts} </span>
        {durationOf(role.sessionSeconds)}
      </span>
    </a>
    <Star door={role} label={`${role.name}, ${account.name}`} />
  </li>
);

/** Seconds as people say them, in hours and minutes. */
function durationOf(seconds: number): string {
  const { duration } = PORTAL_COPY;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const form = minutes === 0 ? duration.hours : hours === 0 ? duration.minutes : duration.both;
  return fill(form, { hours, minutes });
}

/** An app as a tile. */
export const Tile = ({ app }: { app: AppView }) => (
  <li class="tile" data-item>
    {app.href === '' ? (
      <span class="door">
        <Initials name={app.name} />
        <span class="label">{app.name}</span>
        <span class="detail">{PORTAL_COPY.noAddress}</span>
      </span>
    ) : (
      <a class="door" href={safeHref(app.href)}>
        <Initials name={app.name} />
        <span class="label">
          {app.name}
          {app.startsElsewhere ? <Icon name="out" /> : null}
          {app.startsElsewhere ? <span class="sr">{PORTAL_COPY.elsewhere}</span> : null}
        </span>
        {app.description ? <span class="detail">{app.description}</span> : null}
      </a>
    )}
    <Star door={app} label={app.name} />
  </li>
);

/** Doors shown once more, in a row above the lists. */
export const Shortcuts = ({ doors }: { doors: readonly ShortcutView[] }) => (
  <ul class="strip">
    {doors.map(({ label, detail, accountId, href }) => (
      <li>
        <a class="door" href={safeHref(href)}>
          <Initials name={label} />
          <span class="label">{label}</span>
          {detail ? (
            <span class="detail">
              <span>{detail}</span> {accountId ? <code>{accountId}</code> : null}
            </span>
          ) : null}
        </a>
      </li>
    ))}
  </ul>
);
