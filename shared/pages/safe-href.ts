/**
 * Only addresses that a page may lead to: our own paths, and http(s). Everything else leads nowhere.
 *
 * Browsers read a backslash as a slash and drop tabs and line ends, so that `/\host` and `/<tab>/host` would leave us.
 */
export const safeHref = (href: string): string =>
  // oxlint-disable-next-line no-control-regex
  /^(?:\/(?![/\\])|https?:\/\/)/i.test(href) && !/[\u0000-\u0020\u007f]/.test(href) ? href : '#';
