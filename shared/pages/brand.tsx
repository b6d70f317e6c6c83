import { FRAME_COPY } from './copy/en.ts';
import { Mark } from './mark.tsx';
import { safeHref } from './safe-href.ts';

/** How the organisation shows itself on a page. */
export interface Brand {
  readonly name: string;
  /** The path of the logo; without one there is our mark and the name. */
  readonly logo?: string;
  /** The path of the sheet with the organisation's colours. */
  readonly sheet?: string;
  readonly signInTitle?: string;
  readonly help?: string;
  /** Where people find help. */
  readonly support?: { readonly mail?: string; readonly href?: string };
  readonly links: readonly { readonly label: string; readonly href: string }[];
}

/** What every page may be given. */
export interface Branded {
  /** @default Samlet's own */
  readonly brand?: Brand | undefined;
}

/** Samlet, where nothing else was chosen. */
export const OUR_BRAND: Brand = { name: FRAME_COPY.product, links: [] };

/** The logo, or our mark with the name. */
export const BrandMark = ({ brand = OUR_BRAND }: Branded) =>
  brand.logo ? (
    <img class="logo" src={safeHref(brand.logo)} alt={brand.name} />
  ) : (
    <>
      <Mark />
      <span>{brand.name}</span>
    </>
  );

/** Links below the page; nothing where there are none. */
export const Footer = ({ brand = OUR_BRAND }: Branded) => {
  const { links, support } = brand;
  if (links.length === 0 && !support) return null;
  return (
    <footer class="foot">
      <ul>
        {support?.href ? (
          <li>
            <a href={safeHref(support.href)}>{FRAME_COPY.support}</a>
          </li>
        ) : null}
        {support?.mail ? (
          <li>
            <a href={`mailto:${support.mail}`}>{support.mail}</a>
          </li>
        ) : null}
        {links.map(({ label, href }) => (
          <li>
            <a href={safeHref(href)}>{label}</a>
          </li>
        ))}
      </ul>
    </footer>
  );
};
