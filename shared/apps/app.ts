/**
 * apps/ owns the service providers (SPs) that are registered here: what they are called, where they may be answered,
 * what they are told, and who may use them. It speaks of SAML's values but of none of its messages.
 */
import { base32, sha256 } from '../base/bytes.ts';
import { entityOf } from '../table/entity.ts';
import type { Item, Key, Page, Table, Write } from '../table/table.ts';

/** NameID formats that Samlet issues, by short name (Core 8.3). */
export const NAME_ID_FORMATS = {
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
} as const;

/** The short name of a NameID format. */
export type NameIdFormat = keyof typeof NAME_ID_FORMATS;

/** The user's fields that an attribute or NameID may be taken from. */
export const PROFILE_FIELDS = [
  'id', 'userName', 'email', 'givenName', 'familyName', 'displayName', 'phoneNumber', 'title',
  'department', 'organization', 'employeeNumber', 'costCenter', 'preferredLanguage', 'externalId',
] as const; // prettier-ignore

/** One of {@link PROFILE_FIELDS}. */
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** Where the values of an attribute come from. */
export type AttributeSource =
  | { readonly from: 'profile'; readonly field: ProfileField }
  | { readonly from: 'custom'; readonly name: string }
  /** The display names of the user's groups; with `groupIds` only of those. */
  | { readonly from: 'groups'; readonly groupIds?: readonly string[] }
  | { readonly from: 'constant'; readonly values: readonly string[] };

/** One attribute that the app is told (Core 2.7.3.1): several values go into one Attribute element. */
export interface AttributeRule {
  readonly name: string;
  /** @default 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified' */
  readonly nameFormat?: string;
  readonly friendlyName?: string;
  readonly source: AttributeSource;
}

/** An assertion consumer service: where responses may go, by the HTTP-POST binding, compared as an exact string. */
export interface AcsEndpoint {
  readonly url: string;
  readonly index: number;
  readonly isDefault?: boolean;
}

/** Where an app hears of logout. `responseUrl` is where answers go, if not to `url`. */
export interface LogoutEndpoint {
  readonly binding: 'redirect' | 'post';
  readonly url: string;
  readonly responseUrl?: string;
}

/** How an app is shown and what kind it is: `saml` any service provider; `aws` the AWS console (aws-access/). */
export type AppKind = 'saml' | 'aws';

/** A service provider that is registered here. Times are ISO 8601 in UTC. */
export interface App {
  /** Derived from the entity ID ({@link appIdOf}), so that a request's issuer leads to it without an index. */
  readonly id: string;
  readonly kind: AppKind;
  readonly name: string;
  /** What people are shown beside the name. */
  readonly description?: string;
  /** What administrators tell one another; nobody else sees it. */
  readonly notes?: string;
  /** The preset of the catalogue that it was made by, for what is done on its own side. */
  readonly presetId?: string;
  /** Compared as an exact string (Core 8.3.6); never changes: another entity ID is another app. */
  readonly entityId: string;
  readonly enabled: boolean;
  /** Whether the portal shows a tile to those whom it is assigned to. @default true */
  readonly showInPortal?: boolean;
  readonly acs: readonly AcsEndpoint[];
  readonly logout?: LogoutEndpoint;
  /** Where the tile leads for an app that must start the sign-in itself. */
  readonly startUrl?: string;
  /** Base64 DER certificates that the app signs with; any of them may verify. */
  readonly signingCertificates: readonly string[];
  /** Base64 DER certificate whose key encrypts assertions for the app; with it assertions are encrypted. */
  readonly encryptionCertificate?: string;
  /** @default 'aes256-gcm' */
  readonly encryptionAlgorithm?: 'aes128-gcm' | 'aes256-gcm';
  /** Whether unsigned requests of this app are refused. */
  readonly requestsSigned: boolean;
  /** @default true */
  readonly signAssertion: boolean;
  /** @default false */
  readonly signResponse: boolean;
  readonly nameIdFormat: NameIdFormat;
  /**
   * The field that the NameID holds, in the app's own format or an unspecified one; a transient one holds nothing.
   * @default the mail address, user name or digest that the format stands for
   */
  readonly nameIdField?: ProfileField;
  readonly attributes: readonly AttributeRule[];
  /** Whether a tile of the portal may send an unsolicited response (Profiles 4.1.5). @default false, true for AWS */
  readonly idpInitiated: boolean;
  /** What an unsolicited response carries. */
  readonly relayState?: string;
  /** Whether `relayState` replaces the app's own value in solicited responses, too. @default false */
  readonly overrideRelayState: boolean;
  /** Hosts that a deep link may lead to by RelayState, exact or `*.`-prefixed. */
  readonly relayStateHosts?: readonly string[];
  /** Seconds that the app may keep its session; at most the Samlet session's rest. */
  readonly sessionSeconds?: number;
  /** Where the app publishes its metadata, to be read again every day. */
  readonly metadataUrl?: string;
  /** Base64 DER certificate by which that metadata must be signed; without it, its https address vouches for it. */
  readonly metadataCertificate?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** What a caller may set of an app. */
export type AppFields = Omit<App, 'id' | 'createdAt' | 'updatedAt' | 'version'>;

/** One user or group that may use an app or take a role. */
export interface Principal {
  readonly type: 'USER' | 'GROUP';
  readonly id: string;
}

/** The ID of the app with this entity ID: 130 bits of its SHA-256 in base32. */
export const appIdOf = (entityId: string): string => base32(sha256(entityId)).slice(0, 26);

/** The partition that holds an app and its assignments. */
export const appPartition = (appId: string): string => `APP#${appId}`;

/** Where an app stands. */
export const appKey = (appId: string): Key => ({ pk: appPartition(appId), sk: 'APP' });

/** The text of a principal in keys: `USER#…` or `GROUP#…`. */
export const principalText = ({ type, id }: Principal): string => `${type}#${id}`;

/** Where an assignment of an app stands. */
export const appAssignmentKey = (appId: string, principal: Principal): Key => ({
  pk: appPartition(appId),
  sk: `ASSIGN#${principalText(principal)}`,
});

/** The prefix of an app's assignments to groups: a decision reads these, and the user's own by its key. */
export const GROUP_ASSIGNMENT_PREFIX = 'ASSIGN#GROUP#';

/** An app out of an item that was read, or `undefined`. */
export const appOf = (item: Item | undefined): App | undefined => entityOf<App>(item);

/** How apps and their assignments are kept. */
export interface Apps {
  find(appId: string): Promise<App | undefined>;
  /** Those of the IDs that exist; at most 100 at a time. */
  findAll(appIds: readonly string[]): Promise<readonly App[]>;
  list(options: { prefix?: string; limit: number; after?: string }): Promise<Page<App>>;
  /** The IDs of the apps that a principal is assigned to; from the index, for the portal. */
  assignedTo(principal: Principal): Promise<readonly string[]>;
  /** Whether one of the principals is assigned to the app; consistent, as a decision sees it. */
  isAssigned(appId: string, principals: readonly Principal[]): Promise<boolean>;
  /** One page of who is assigned to an app. */
  assignments(appId: string, options: { limit: number; after?: string }): Promise<Page<Principal>>;
  creating(app: App): Write[];
  changing(before: App, after: App): Write[];
  deleting(app: App): Write[];
  assigning(appId: string, principal: Principal, at: string): Write[];
  unassigning(appId: string, principal: Principal): Write[];
}

const appItem = (app: App): Item => ({ ...appKey(app.id), ...app, gsi1pk: 'APPS', gsi1sk: sortName(app.name) });
const sortName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** Where the thing of a principal stands: the user or group must exist when something is assigned to it. */
export const principalKey = ({ type, id }: Principal): Key => ({ pk: `${type}#${id}`, sk: type });

const principalOf = (text: string): Principal => {
  const [type, id] = text.split('#');
  return { type: type as Principal['type'], id: id ?? '' };
};

/** Apps in the table. */
export function appsIn(table: Table): Apps {
  return {
    find: async (appId) => appOf(await table.find(appKey(appId))),
    findAll: async (appIds) =>
      appIds.length === 0
        ? []
        : (await table.findAll(appIds.map(appKey))).map(appOf).filter((app) => app !== undefined),

    async list({ prefix, limit, after }) {
      const page = await table.list({
        pk: 'APPS',
        index: 'gsi1',
        limit,
        ...(prefix ? { prefix: sortName(prefix) } : {}),
        ...(after ? { after } : {}),
      });
      return { ...page, items: page.items.map(appOf).filter((app) => app !== undefined) };
    },

    async assignedTo(principal) {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const page = await table.list({
          pk: principalText(principal),
          prefix: 'APP#',
          index: 'gsi1',
          ...(after ? { after } : {}),
        });
        ids.push(...page.items.map((item) => item.pk.slice('APP#'.length)));
        after = page.next;
      } while (after);
      return ids;
    },

    async isAssigned(appId, principals) {
      const keys = principals.map((principal) => appAssignmentKey(appId, principal));
      for (let at = 0; at < keys.length; at += 100) {
        const found = await table.findAll(keys.slice(at, at + 100));
        if (found.some((item) => item !== undefined)) return true;
      }
      return false;
    },

    async assignments(appId, { limit, after }) {
      const page = await table.list({ pk: appPartition(appId), prefix: 'ASSIGN#', limit, ...(after ? { after } : {}) });
      return { ...page, items: page.items.map((item) => principalOf(item.sk.slice('ASSIGN#'.length))) };
    },

    creating: (app) => [{ do: 'create', item: appItem(app) }],
    changing: (before, after) => [{ do: 'replace', item: appItem(after), version: before.version }],
    deleting: (app) => [{ do: 'remove', key: appKey(app.id), version: app.version }],
    assigning: (appId, principal, at) => [
      { do: 'check', key: appKey(appId) },
      { do: 'check', key: principalKey(principal) },
      {
        do: 'put',
        item: {
          ...appAssignmentKey(appId, principal),
          assignedAt: at,
          gsi1pk: principalText(principal),
          gsi1sk: appPartition(appId),
        },
      },
    ],
    unassigning: (appId, principal) => [{ do: 'remove', key: appAssignmentKey(appId, principal), existing: true }],
  };
}
