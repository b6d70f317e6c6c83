import { beforeAll, describe, expect, it } from '@jest/globals';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { BUILDING, buildWith } from './in-process.ts';

/** A finding at a construct, or the acknowledgement of one. */
interface Finding {
  readonly path: string;
  readonly id: string;
}

const byText = (findings: readonly Finding[]): string[] =>
  findings.map(({ path, id }) => `${id} at ${path}`).toSorted();

/** Every acknowledgement of AwsSolutions that stands in the tree, with its reason. */
const acknowledgedIn = (root: IConstruct): (Finding & { reason: string })[] =>
  root.node.findAll().flatMap(({ node: { path, metadata } }) =>
    metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string | { reason?: string }>))
      .map(([id, said]) => ({ path, id: id.replace(/^annotation::/i, ''), reason: JSON.stringify(said) }))
      .filter(({ id }) => id.startsWith('AwsSolutions-')),
  );

/** Everything that AwsSolutions finds when nothing is acknowledged. */
function foundIn(root: App): Finding[] {
  const checks = new AwsSolutionsChecks(root);
  Object.defineProperty(checks, 'isAcknowledged', { value: () => false });
  return checks
    .validateScope(root)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ path: constructPath ?? '', id: ruleName })),
    );
}

describe('the acknowledgements of AwsSolutions', () => {
  let app: App;
  beforeAll(() => {
    ({ app } = buildWith({}));
  }, BUILDING);

  it('are exactly what is found: none is missing, and none is left of what is found no more', () => {
    expect(foundIn(app).length).toBeGreaterThan(70);
    expect(byText(acknowledgedIn(app))).toEqual(byText(foundIn(app)));
  });

  it('each give a reason in a sentence', () => {
    const bare = acknowledgedIn(app).filter(({ reason }) => reason.split(' ').length < 8);
    expect(byText(bare)).toEqual([]);
  });
});
