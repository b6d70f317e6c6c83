import { describe, expect, it, jest } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeByCli, synthesizeWith } from './synth.ts';

/** A synthesis takes seconds of its own, and minutes on a machine that is busy. */
jest.setTimeout(300_000);

describe('a synthesis', () => {
  it('by `cdk synth` needs no credentials, no Region, no network, and looks nothing up', async () => {
    const { code, said, assembly, lookUps } = await synthesizeByCli();
    expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
    expect(assembly?.stackName).toBe('Samlet');
    expect(lookUps).toBeUndefined();
    expect(existsSync(join(import.meta.dirname, '..', '..', 'cdk.context.json'))).toBe(false);
  });

  it('fails when one finding of AwsSolutions is not acknowledged', async () => {
    const { code, said } = await synthesizeWith({}, join(import.meta.dirname, 'fixtures', 'forget-one.ts'));
    expect(code).toBe(1);
    expect(said).toContain('AwsSolutions-SMG4');
  });

  it('with wrong settings says what is wrong and shows no stack trace', async () => {
    const { code, said } = await synthesizeWith({ mailFrom: 'nobody', colour: 'red' });
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toEqual([
      'the settings in cdk.json ("samlet") are not right:',
      expect.stringContaining('"mailFrom"'),
      expect.stringContaining('"colour"'),
    ]);
  });
});
