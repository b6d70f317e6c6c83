import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName } from '../shared/config.ts';
import type { Settings } from './settings.ts';

/** What is watched. */
export interface WatchProps {
  readonly settings: Settings;
  readonly functions: Readonly<Record<FunctionName, Function>>;
  readonly logGroups: Readonly<Record<FunctionName, LogGroup>>;
  readonly apiId: string;
  readonly deadLetters: Queue;
  readonly deadJobs: Queue;
  readonly tableName: string;
}

/** Alarms; each names its chapter of docs/runbook.md, and a test holds that the chapter is there. */
export class Watch extends Construct {
  readonly #topic: Topic | undefined;

  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    this.#topic = props.settings.alarmMail ? this.#mailTo(props.settings.alarmMail) : undefined;
    for (const [name, fn] of Object.entries(props.functions)) {
      this.#alarm(`${name}-errors`, 'function-errors', `${name} fails`, fn.metricErrors({ period: FIVE_MINUTES }), 1);
      this.#alarm(
        `${name}-throttles`,
        'function-throttles',
        `${name} is throttled`,
        fn.metricThrottles({ period: FIVE_MINUTES }),
        1,
      );
    }
    this.#alarm(
      'sso-slow',
      'sign-in-slow',
      'Signing in is slow',
      props.functions.sso.metricDuration({ period: FIVE_MINUTES, statistic: 'p99' }),
      3000,
    );
    this.#alarm(
      'api-5xx',
      'api-errors',
      'The API answers with errors of its own',
      metric('AWS/ApiGateway', '5xx', { ApiId: props.apiId }),
      5,
    );
    this.#alarm(
      'dead-letters',
      'dead-letters',
      'Nudges of the outbox died',
      props.deadLetters.metricApproximateNumberOfMessagesVisible(),
      1,
    );
    this.#alarm(
      'dead-jobs',
      'dead-jobs',
      'Jobs died on their way',
      props.deadJobs.metricApproximateNumberOfMessagesVisible(),
      1,
    );
    this.#alarm(
      'table-throttles',
      'table-throttles',
      'The table is throttled',
      metric('AWS/DynamoDB', 'ThrottledRequests', { TableName: props.tableName }),
      10,
    );
    this.#alarm(
      'bounces',
      'mail-reputation',
      'Too many mails bounce',
      metric('AWS/SES', 'Reputation.BounceRate', {}, 'Maximum'),
      0.03,
    );
    this.#alarm(
      'complaints',
      'mail-reputation',
      'Too many mails are complained of',
      metric('AWS/SES', 'Reputation.ComplaintRate', {}, 'Maximum'),
      0.0005,
    );
    this.#logged(
      'orphan-signatures',
      'orphan-signature',
      'A signature has no entry in the ledger',
      props.logGroups.sso,
      'ledger.orphan',
    );
    this.#logged(
      'false-signatures',
      'orphan-signature',
      'A signing key gives something else than its signature',
      props.logGroups.sso,
      'signature.false',
    );
    this.#logged(
      'mail-failures',
      'mail-failures',
      'Mails can not be sent',
      props.logGroups.provisioning,
      'mail.failed',
      5,
    );
    this.#logged(
      'job-failures',
      'failed-jobs',
      'Steps of jobs fail',
      props.logGroups.provisioning,
      'job.step-failed',
      5,
    );
    for (const [id, words, event] of AUDIT_ALARMS)
      this.#logged(id, 'audit-log', words, props.logGroups.provisioning, event, event === 'audit.stuck' ? 5 : 1);
    if (this.#topic) this.#keyChanges(this.#topic);
  }

  #mailTo(address: string): Topic {
    const topic = new Topic(this, 'Alarms', { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(address));
    return topic;
  }

  #alarm(id: string, chapter: string, words: string, watched: IMetric, threshold: number): void {
    const alarm = new Alarm(this, id, {
      alarmName: `${Stack.of(this).stackName}-${id}`,
      alarmDescription: `${words}. What to do: docs/runbook.md#${chapter}`,
      metric: watched,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (this.#topic) alarm.addAlarmAction(new SnsAction(this.#topic));
  }

  /** An alarm on a line of a function's log, by its `event`. */
  #logged(id: string, chapter: string, words: string, logGroup: LogGroup, event: string, threshold = 1): void {
    const filter = new MetricFilter(this, `${id}-filter`, {
      logGroup,
      metricNamespace: `Samlet/${Stack.of(this).stackName}`,
      metricName: id,
      filterPattern: FilterPattern.stringValue('$.event', '=', event),
      metricValue: '1',
    });
    this.#alarm(id, chapter, words, filter.metric({ statistic: 'Sum', period: FIVE_MINUTES }), threshold);
  }

  /** Whoever changes a key's policy, or disables or deletes a key, is told of at once (docs/runbook.md#key-changes). */
  #keyChanges(topic: Topic): void {
    new Rule(this, 'KeyChanges', {
      description:
        'A key of the account was disabled, deleted, or its policy changed. What to do: docs/runbook.md#key-changes',
      eventPattern: {
        source: ['aws.kms'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: { eventName: ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy', 'CreateGrant'] },
      },
      targets: [new SnsTopic(topic)],
    });
  }
}

/** What the sweep of the audit log tells of; a part that is stuck tells so every minute. */
const AUDIT_ALARMS = [
  ['audit-stuck', 'The audit log is not counted, sealed or sent', 'audit.stuck'],
  ['audit-late', 'Something was written into an hour of the audit log that was sealed', 'audit.late'],
  ['audit-broken', 'Something that was sealed is gone from the audit log', 'audit.broken'],
] as const;

const FIVE_MINUTES = Duration.minutes(5);

const metric = (
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  statistic = 'Sum',
): Metric => new Metric({ namespace, metricName, dimensionsMap, statistic, period: FIVE_MINUTES });
