import type { Condition, Key, Write } from '../table/table.ts';
import type { DynamoWrite } from './dynamo-calls.ts';

const ABSENT = 'attribute_not_exists(pk)';
const ALIVE = 'attribute_exists(pk) AND (attribute_not_exists(expiresAt) OR expiresAt > :now)';

/** One of our writes in DynamoDB's words; `now` (epoch seconds) decides what has expired. */
export function toTransactItem(tableName: string, write: Write, now: number): DynamoWrite {
  const loser = { TableName: tableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  switch (write.do) {
    case 'put':
      return { Put: { ...loser, Item: write.item } };
    case 'create':
      return {
        Put: {
          ...loser,
          Item: write.item,
          ConditionExpression: `${ABSENT} OR expiresAt <= :now`,
          ExpressionAttributeValues: { ':now': now },
        },
      };
    case 'replace':
      return {
        Put: {
          ...loser,
          Item: { ...write.item, version: write.version + 1 },
          ConditionExpression: 'attribute_exists(pk) AND version = :version',
          ExpressionAttributeValues: { ':version': write.version },
        },
      };
    case 'use':
      return { Update: { ...loser, ...useOnce(write, now) } };
    case 'change':
      return { Update: { ...loser, ...change(write, now) } };
    case 'remove':
      return { Delete: { ...loser, Key: keyOf(write.key), ...removal(write) } };
    case 'check': {
      const names = new Names();
      const conditions = whenAll(write.when ?? [], names);
      const alive = write.when === undefined ? ALIVE : undefined;
      return {
        ConditionCheck: {
          ...loser,
          Key: keyOf(write.key),
          ConditionExpression: [alive, ...conditions].filter(Boolean).join(' AND '),
          ...names.expression(alive ? { ':now': now } : {}),
        },
      };
    }
  }
}

function useOnce(write: Extract<Write, { do: 'use' }>, now: number) {
  const names = new Names();
  const conditions = [ALIVE, '(attribute_not_exists(usedBy) OR usedBy = :by)', ...whenAll(write.when ?? [], names)];
  return {
    Key: keyOf(write.key),
    UpdateExpression: 'SET usedBy = :by, usedAt = :now',
    ConditionExpression: conditions.join(' AND '),
    ...names.expression({ ':by': write.by, ':now': now }),
  };
}

function change(write: Extract<Write, { do: 'change' }>, now: number) {
  const names = new Names();
  const sets = Object.entries(write.set ?? {}).map(([name, value]) => `${names.name(name)} = ${names.value(value)}`);
  const adds = Object.entries(write.add ?? {}).map(([name, value]) => `${names.name(name)} ${names.value(value)}`);
  const unsets = (write.unset ?? []).map((name) => names.name(name));
  const parts = [
    sets.length > 0 ? `SET ${sets.join(', ')}` : '',
    adds.length > 0 ? `ADD ${adds.join(', ')}` : '',
    unsets.length > 0 ? `REMOVE ${unsets.join(', ')}` : '',
  ];
  return {
    Key: keyOf(write.key),
    UpdateExpression: parts.filter(Boolean).join(' '),
    ConditionExpression: [ALIVE, ...whenAll(write.when ?? [], names)].join(' AND '),
    ...names.expression({ ':now': now }),
  };
}

function removal({ version, existing, when }: Extract<Write, { do: 'remove' }>) {
  if (when !== undefined) {
    const names = new Names();
    return { ConditionExpression: whenAll(when, names).join(' AND '), ...names.expression({}) };
  }
  if (version !== undefined) {
    return { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': version } };
  }
  return existing ? { ConditionExpression: 'attribute_exists(pk)' } : {};
}

const whenAll = (conditions: readonly Condition[], names: Names): string[] =>
  conditions.map((condition) => {
    const name = names.name(condition.attribute);
    if ('value' in condition) return `${name} ${condition.is} ${names.value(condition.value)}`;
    return condition.is === 'absent' ? `attribute_not_exists(${name})` : `attribute_exists(${name})`;
  });

const keyOf = ({ pk, sk }: Key): { pk: string; sk: string } => ({ pk, sk });

/** Gathers placeholders, since many plain names are reserved words of DynamoDB. */
class Names {
  readonly #names: Record<string, string> = {};
  readonly #values: Record<string, unknown> = {};

  name(attribute: string): string {
    const placeholder = `#a_${attribute}`;
    this.#names[placeholder] = attribute;
    return placeholder;
  }

  value(value: unknown): string {
    const placeholder = `:v${Object.keys(this.#values).length}`;
    this.#values[placeholder] = value;
    return placeholder;
  }

  expression(more: Record<string, unknown>) {
    const values = { ...this.#values, ...more };
    return {
      ...(Object.keys(this.#names).length > 0 ? { ExpressionAttributeNames: this.#names } : {}),
      ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
    };
  }
}
