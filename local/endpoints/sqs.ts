import { md5Of, type Queue, type QueuedMessage } from './queues.ts';
import { type Access, jsonFailure, jsonReply, type Service, ServiceError } from './service.ts';

interface Input {
  readonly QueueUrl?: string;
  readonly MessageBody?: string;
  readonly DelaySeconds?: number;
  readonly MaxNumberOfMessages?: number;
  readonly ReceiptHandle?: string;
  readonly VisibilityTimeout?: number;
}

type Operation = (input: Input, queue: Queue) => Readonly<Record<string, unknown>>;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  SendMessage: ({ MessageBody = '', DelaySeconds }, queue) => ({
    MessageId: queue.send(MessageBody, DelaySeconds).id,
    MD5OfMessageBody: md5Of(MessageBody),
  }),
  ReceiveMessage: ({ MaxNumberOfMessages = 1 }, queue) => ({
    Messages: queue.receive(MaxNumberOfMessages).map(messageOf),
  }),
  DeleteMessage: ({ ReceiptHandle = '' }, queue) => {
    queue.delete(ReceiptHandle);
    return {};
  },
  ChangeMessageVisibility: ({ ReceiptHandle = '', VisibilityTimeout = 0 }, queue) => {
    queue.hide(ReceiptHandle, VisibilityTimeout);
    return {};
  },
};

/** SQS by its JSON protocol. */
export function sqsService(queues: ReadonlyMap<string, Queue>): Service {
  const queueOf = ({ QueueUrl }: Input): Queue => {
    const queue = [...queues.values()].find(({ definition }) => definition.url === QueueUrl);
    if (!queue) throw new ServiceError('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  };
  return {
    name: 'sqs',
    accesses: ({ operation, input }): Access[] => [
      { action: `sqs:${operation}`, resources: [queueOf(input).definition.arn], context: {} },
    ],
    serve: ({ operation, input }) => {
      const run = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
      if (!run) throw new ServiceError('UnknownOperationException', `the local SQS does not know ${operation}`);
      return Promise.resolve(jsonReply(run(input, queueOf(input))));
    },
    failure: jsonFailure,
  };
}

const messageOf = ({ id, body, receipt, receives, sentAt }: QueuedMessage) => ({
  MessageId: id,
  ReceiptHandle: receipt,
  Body: body,
  MD5OfBody: md5Of(body),
  Attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: String(sentAt) },
});
