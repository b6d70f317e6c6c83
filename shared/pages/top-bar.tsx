import { fill, FRAME_COPY } from './copy/en.ts';
import { type Branded, BrandMark, OUR_BRAND } from './brand.tsx';
import { Initials } from './mark.tsx';

/** The bar above the pages of somebody who is signed in; `at` is the page that it stands on. */
export const TopBar = ({
  displayName,
  at,
  brand = OUR_BRAND,
  isAdministrator = false,
}: Branded & { displayName: string; at?: 'portal' | 'account'; isAdministrator?: boolean }) => (
  <header class="top">
    <div class="bar">
      <a
        class="brand"
        href="/"
        aria-label={fill(FRAME_COPY.home, { name: brand.name })}
        aria-current={at === 'portal' ? 'page' : undefined}
      >
        <BrandMark brand={brand} />
      </a>
      <nav aria-label={FRAME_COPY.nav}>
        {isAdministrator ? (
          <a class="button quiet" href="/go/console">
            {FRAME_COPY.console}
          </a>
        ) : null}
        <a class="who" href="/account" aria-current={at === 'account' ? 'page' : undefined}>
          <Initials name={displayName} isRound />
          <span class="who-name">{displayName}</span>
          <span class="sr">{FRAME_COPY.account}</span>
        </a>
        <form method="post" action="/sign-out">
          <button class="quiet" type="submit">
            {FRAME_COPY.signOut}
          </button>
        </form>
      </nav>
    </div>
  </header>
);
