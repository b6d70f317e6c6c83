import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from '../../local/template/assembly.ts';
import { BUILDING, buildWith } from './in-process.ts';
import { resourcesOf } from './stack.ts';

const RUNBOOK = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');

/** Chapters as their links name them. */
const chapters = [...RUNBOOK.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'));

let template: Template;
beforeAll(() => {
  ({ template } = buildWith({ mailFrom: 'samlet@example.com', alarmMail: 'ops@example.com' }));
}, BUILDING);

const chapterOf = (words: unknown): string => /docs\/runbook\.md#([\w-]+)/.exec(String(words))?.[1] ?? '';

/** What sends people to the runbook: alarms, and the rule about keys. */
const callers = (): readonly (readonly [string, string])[] => [
  ...resourcesOf(template, 'AWS::CloudWatch::Alarm').map(
    ({ id, Properties }) => [id, chapterOf(Properties['AlarmDescription'])] as const,
  ),
  ...resourcesOf(template, 'AWS::Events::Rule')
    .filter(({ Properties }) => 'EventPattern' in Properties)
    .map(({ id, Properties }) => [id, chapterOf(Properties['Description'])] as const),
];

describe('an alarm', () => {
  it('names a chapter of the runbook that is there', () => {
    expect(callers().length).toBeGreaterThan(15);
    expect(callers().filter(([, chapter]) => !chapters.includes(chapter))).toEqual([]);
  });

  it('is mailed, where a mail address is set', () => {
    const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');
    const [topic] = resourcesOf(template, 'AWS::SNS::Topic');
    expect(
      alarms.filter(
        ({ Properties }) => JSON.stringify(Properties['AlarmActions']) !== JSON.stringify([{ Ref: topic?.id }]),
      ),
    ).toEqual([]);
    expect(resourcesOf(template, 'AWS::SNS::Subscription')[0]?.Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'ops@example.com',
    });
  });

  it('is there for the errors and throttles of every function', () => {
    const functions = resourcesOf(template, 'AWS::Lambda::Function').filter(
      ({ Properties: { FunctionName } }) => FunctionName,
    );
    const names = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties['AlarmName']);
    expect(functions.length).toBeGreaterThan(3);
    for (const { Properties } of functions) {
      expect(names).toEqual(
        expect.arrayContaining([
          `${String(Properties['FunctionName'])}-errors`,
          `${String(Properties['FunctionName'])}-throttles`,
        ]),
      );
    }
  });
});

describe('a chapter of the runbook', () => {
  it('says what it means, what to look at, and what to do', () => {
    const texts = RUNBOOK.split(/^## /m).slice(1);
    expect(texts.length).toBeGreaterThan(10);
    const lacking = texts.filter(
      (text) => !['**What it means.**', '**Look at.**', '**Do.**'].every((mark) => text.includes(mark)),
    );
    expect(lacking.map((text) => text.split('\n')[0])).toEqual([]);
  });
});
