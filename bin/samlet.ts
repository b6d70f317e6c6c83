import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { SamletStack } from '../lib/samlet-stack.ts';
import { readSettings } from '../lib/settings.ts';

/** The CDK app: one stack, checked against AWS's own rules at every synthesis. */
const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const stackName: unknown = app.node.tryGetContext('stackName') ?? 'Samlet';

try {
  const settings = readSettings(app.node.tryGetContext('samlet'));
  new SamletStack(app, 'Samlet', { stackName: String(stackName), settings });
  app.synth();
} catch (error) {
  // A wrong setting is told in words, not as a stack trace.
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
