import { Annotations, Duration, Stack } from 'aws-cdk-lib';
import { EventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import {
  ConfigurationSet,
  ConfigurationSetEventDestination,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/** The sender where none is set: a domain that cannot exist, so nothing is ever sent by mistake (RFC 2606). */
const NOBODY = 'samlet@samlet.invalid';

/** Mail: SES with its configuration set, and the queue that wakes the outbox. */
export class Mail extends Construct {
  readonly from: string;
  readonly configurationSet: string;
  /** What `ses:SendEmail` is allowed on. */
  readonly arns: readonly string[];
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { mailFrom }: Settings) {
    super(scope, id);
    this.from = mailFrom ?? NOBODY;
    const set = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const domain = this.from.split('@')[1] ?? '';
    if (mailFrom) new EmailIdentity(this, 'Sender', { identity: Identity.domain(domain) });
    else
      Annotations.of(this).addWarningV2('samlet:no-sender', 'the setting "mailFrom" is not set: no mail can be sent');
    this.configurationSet = set.configurationSetName;
    new ConfigurationSetEventDestination(this, 'Returns', {
      configurationSet: set,
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    this.arns = [
      Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: domain }),
      Stack.of(this).formatArn({
        service: 'ses',
        resource: 'configuration-set',
        resourceName: set.configurationSetName,
      }),
    ];
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Outbox', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.minutes(6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
  }

  /** Lets a function empty the outbox: at a nudge, and once a minute, which alone guarantees that mails go. */
  deliverBy(fn: Function): void {
    new CfnEventSourceMapping(this, 'Nudge', {
      eventSourceArn: this.queue.queueArn,
      functionName: fn.functionName,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
    });
    new Rule(this, 'Sweep', {
      description: 'Samlet: sends what is due in the outbox',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(fn, { event: RuleTargetInput.fromObject({ samlet: 'sweep' }) })],
    });
    // SES tells the account's own bus, which needs neither a topic nor a queue, and tries a function for a day.
    new Rule(this, 'MailsReturned', {
      description: 'Samlet: mails that came back, or whose readers complained. See docs/runbook.md#mail-reputation',
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['Email Bounced', 'Email Complaint Received'],
        detail: { mail: { tags: { 'ses:configuration-set': [this.configurationSet] } } },
      },
      targets: [new LambdaFunction(fn)],
    });
  }
}
