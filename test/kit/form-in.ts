import { attribute } from './browser.ts';

/** The first form of a page: where it leads, and its fields with what stands in them. */
export interface FormInPage {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads the first form of a page. */
export function formIn(html: string): FormInPage {
  const form = /<form[^>]*>[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([tag]) => [
    attribute(tag, 'name') ?? '',
    attribute(tag, 'value') ?? '',
  ]);
  return { action: attribute(form, 'action') ?? '', fields: Object.fromEntries(inputs) as Record<string, string> };
}
