import { Mark } from './document.tsx';

/** The bar above the pages of somebody who is signed in. */
export const TopBar = ({ displayName }: { displayName: string }) => (
  <header class="top">
    <a class="brand" href="/" aria-label="Samlet, your portal">
      <Mark />
      <span>Samlet</span>
    </a>
    <nav aria-label="Account">
      <a href="/account">{displayName}</a>
      <form method="post" action="/sign-out">
        <button class="quiet" type="submit">
          Sign out
        </button>
      </form>
    </nav>
  </header>
);
