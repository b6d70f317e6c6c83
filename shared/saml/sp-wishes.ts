import { NS } from './names.ts';
import { attributeOf, booleanOf, childOf, childrenOf, present } from './read.ts';
import type { XmlElement } from './tree.ts';

/** An attribute that a service provider asks for (Metadata 2.4.4.2). */
export interface RequestedAttribute {
  readonly name: string;
  readonly nameFormat?: string;
  readonly friendlyName?: string;
  readonly isRequired: boolean;
}

/** What the provider asks to be told, by its default AttributeConsumingService or its first one. */
export function requestedAttributesOf(role: XmlElement): readonly RequestedAttribute[] {
  const service = consumingServiceOf(role);
  if (!service) return [];
  return childrenOf(service, NS.md, 'RequestedAttribute').flatMap((attribute) => {
    const name = attributeOf(attribute, 'Name');
    if (!name) return [];
    return {
      name,
      ...present({
        nameFormat: attributeOf(attribute, 'NameFormat'),
        friendlyName: attributeOf(attribute, 'FriendlyName'),
      }),
      isRequired: booleanOf(attribute, 'isRequired'),
    };
  });
}

/** How the provider is called: by its UIInfo, its AttributeConsumingService or its organisation, in English if it can be. */
export function displayNameOf(entity: XmlElement, role: XmlElement): string | undefined {
  const extensions = childOf(role, NS.md, 'Extensions');
  const info = extensions && childOf(extensions, NS.mdui, 'UIInfo');
  const service = consumingServiceOf(role);
  const organisation = childOf(entity, NS.md, 'Organization');
  const names = [
    ...(info ? inEnglishFirst(childrenOf(info, NS.mdui, 'DisplayName')) : []),
    ...(service ? inEnglishFirst(childrenOf(service, NS.md, 'ServiceName')) : []),
    ...(organisation ? inEnglishFirst(childrenOf(organisation, NS.md, 'OrganizationDisplayName')) : []),
  ];
  return names.map(({ text }) => text.trim()).find((text) => text !== '');
}

function consumingServiceOf(role: XmlElement): XmlElement | undefined {
  const services = childrenOf(role, NS.md, 'AttributeConsumingService');
  return services.find((service) => booleanOf(service, 'isDefault')) ?? services[0];
}

const inEnglishFirst = (names: readonly XmlElement[]): readonly XmlElement[] => [
  ...names.filter(isEnglish),
  ...names.filter((name) => !isEnglish(name)),
];

const isEnglish = ({ attributes }: XmlElement): boolean =>
  attributes.some(({ ns, local, value }) => ns === NS.xml && local === 'lang' && /^en\b/i.test(value));
