import { parseXml } from './xml.ts';

/** A document on many lines, for people; where it cannot be read, as it came. */
export function prettyXml(xml: string): string {
  try {
    return lines(parseXml(xml).documentElement, '').join('\n');
  } catch {
    return xml; // not well-formed: what came is all that can be shown
  }
}

function lines(element: Element, indent: string): readonly string[] {
  const attributes = Array.from(element.attributes).map(({ name, value }) => `${name}="${escaped(value)}"`);
  const start =
    [element.tagName, ...attributes].join(' ').length > 110 ? attributes.join(`\n${indent}    `) : attributes.join(' ');
  const tag = `${indent}<${element.tagName}${start === '' ? '' : ` ${start}`}`;
  const children = Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);
  const end = `</${element.tagName}>`;
  if (children.length > 0)
    return [`${tag}>`, ...children.flatMap((child) => lines(child, `${indent}  `)), `${indent}${end}`];
  const text = element.textContent ?? '';
  return [text === '' ? `${tag}/>` : `${tag}>${escaped(text)}${end}`];
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
