import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeAll } from './acknowledged.ts';
import { Archive } from './archive.ts';
import { FrontDoor } from './front-door.ts';
import { Functions, Roles } from './functions.ts';
import { Jobs } from './jobs.ts';
import { Keys } from './keys.ts';
import { Mail } from './mail.ts';
import type { Settings } from './settings.ts';
import { State } from './state.ts';
import { Uploads } from './uploads.ts';
import { Watch } from './watch.ts';

/** The whole of Samlet in one stack, in any Region; it composes and owns no resource of its own. */
export class SamletStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: StackProps & { settings: Settings }) {
    super(scope, id, { ...props, description: 'Samlet: a serverless SAML 2.0 identity provider' });
    const roles = new Roles(this, 'Roles').all;
    const { table } = new State(this, 'State');
    const keys = new Keys(this, 'Keys', { settings, roles });
    const mail = new Mail(this, 'Mail', settings);
    const door = new FrontDoor(this, 'FrontDoor', settings);
    const baseUrl = door.baseUrl(settings);
    const jobs = new Jobs(this, 'Jobs');
    const { bucket: uploads } = new Uploads(this, 'Uploads', { origin: baseUrl });
    const archive = settings.archiveDays > 0 ? new Archive(this, 'Archive', settings).bucket : undefined;
    const functions = new Functions(this, 'Functions', {
      settings,
      roles,
      tableArn: table.tableArn,
      queueArn: mail.queue.queueArn,
      jobsArn: jobs.queue.queueArn,
      uploadsArn: uploads.bucketArn,
      ...(settings.eventBus === 'none' ? {} : { busArn: this.#busArn(settings) }),
      ...(archive ? { archiveArn: archive.bucketArn } : {}),
      mailArns: mail.arns,
      variables: {
        table: table.tableName,
        baseUrl,
        originSecrets: door.originSecrets,
        signingKeyA: keys.signing[0].keyArn,
        signingKeyB: keys.signing[1].keyArn,
        dataKey: keys.data.keyArn,
        pepperKey: keys.pepper.keyArn,
        outboxQueue: mail.queue.queueUrl,
        jobsQueue: jobs.queue.queueUrl,
        uploadsBucket: uploads.bucketName,
        eventBus: settings.eventBus,
        archiveBucket: archive?.bucketName ?? 'none',
        mailFrom: mail.from,
        mailConfigurationSet: mail.configurationSet,
      },
    });
    door.open(functions.all);
    mail.deliverBy(functions.all.provisioning);
    jobs.runBy(functions.all.provisioning);
    new Watch(this, 'Watch', {
      settings,
      functions: functions.all,
      logGroups: functions.logGroups,
      apiId: door.api.apiId,
      deadLetters: mail.deadLetters,
      deadJobs: jobs.deadLetters,
      tableName: table.tableName,
    });
    const outputs = {
      BaseUrl: baseUrl,
      MetadataUrl: `${baseUrl}/saml/metadata`,
      DistributionDomain: door.distribution.distributionDomainName,
      TableName: table.tableName,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
    acknowledgeAll(this);
  }

  #busArn({ eventBus }: Settings): string {
    return this.formatArn({ service: 'events', resource: 'event-bus', resourceName: eventBus });
  }
}
