import { useNavigate } from 'react-router';

interface Followed {
  readonly detail: { readonly href?: string; readonly external?: boolean };
  preventDefault(): void;
}

/** Follows a link of the design system within the console, without loading the page anew. */
export function useFollow(): (event: Followed) => void {
  const navigate = useNavigate();
  return (event) => {
    const { href, external } = event.detail;
    if (external === true || href === undefined || !href.startsWith('/console')) return;
    event.preventDefault();
    void navigate(href.slice('/console'.length) || '/');
  };
}
