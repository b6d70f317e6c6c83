import type { Brand } from '../../shared/pages/brand.tsx';
import { colourSheetPath } from '../../shared/pages/colour-sheet.ts';
import type { Branding } from '../../shared/settings/branding.ts';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { presentationOf } from '../../shared/sign-in/presentation.ts';

/** The organisation as pages show it. */
export function brandOf(branding: Branding): Brand {
  const { organisation, accent, accentDark, logo, signInTitle, helpText, supportUrl, supportMail } = branding;
  const sheet = colourSheetPath(accent, accentDark);
  const support = { ...(supportMail ? { mail: supportMail } : {}), ...(supportUrl ? { href: supportUrl } : {}) };
  return {
    name: organisation,
    ...(logo ? { logo: `/branding/logo/${logo.hash}` } : {}),
    ...(sheet ? { sheet } : {}),
    ...(signInTitle ? { signInTitle } : {}),
    ...(helpText ? { help: helpText } : {}),
    ...(supportMail || supportUrl ? { support } : {}),
    links: branding.footerLinks.map(({ label, url }) => ({ label, href: url })),
  };
}

/** The same for the page that is shown now. */
export const brandNow = async ({ table }: Pick<Ports, 'table'>): Promise<Brand> =>
  brandOf((await presentationOf(table)).branding);
