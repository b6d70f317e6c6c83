import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../template/stack.ts';
import type { MailDefinition } from '../template/state.ts';
import type { Mailbox } from './mailbox.ts';
import { type Access, type Service, ServiceError, type ServiceReply } from './service.ts';

type Form = Readonly<Record<string, unknown>>;

/** SES by its Query protocol: `SendEmail`, from senders and with configuration sets that the stack knows. */
export function sesService(definition: MailDefinition, mailbox: Mailbox): Service {
  return {
    name: 'ses',
    accesses: ({ operation, input }) => {
      if (operation !== 'SendEmail')
        throw new ServiceError('InvalidAction', `the local SES does not know ${operation}`);
      return [accessOf(input, definition)];
    },
    serve: ({ input }) => {
      const id = randomUUID();
      mailbox.deliver({ id, at: new Date().toISOString(), ...mailOf(input) });
      return Promise.resolve(
        xml(
          200,
          `<SendEmailResponse xmlns="${NAMESPACE}"><SendEmailResult><MessageId>${id}</MessageId></SendEmailResult></SendEmailResponse>`,
        ),
      );
    },
    failure: ({ code, message, status }) =>
      xml(
        code === 'AccessDeniedException' ? 403 : status,
        `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message.replaceAll(/[<>&]/g, ' ')}</Message></Error></ErrorResponse>`,
      ),
  };
}

const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';
const xml = (status: number, body: string): ServiceReply => ({ status, headers: { 'content-type': 'text/xml' }, body });
const field = (form: Form, name: string): string => String(form[name] ?? '');

/** `Samlet <no-reply@example.com>` or the address alone. */
const addressOf = (source: string): string => /<([^>]+)>\s*$/.exec(source)?.[1] ?? source;

const mailOf = (form: Form) => ({
  from: field(form, 'Source'),
  to: Object.keys(form)
    .filter((name) => name.startsWith('Destination.ToAddresses.member.'))
    .map((name) => field(form, name)),
  subject: field(form, 'Message.Subject.Data'),
  text: field(form, 'Message.Body.Text.Data'),
  html: field(form, 'Message.Body.Html.Data'),
});

/** SES asks for the right on the sender's identity and, where one is named, on the configuration set too. */
function accessOf(form: Form, { identities, configurationSets }: MailDefinition): Access {
  const { from, to } = mailOf(form);
  const address = addressOf(from).toLowerCase();
  const identity = identities.find((one) => one === address) ?? identities.find((one) => address.endsWith(`@${one}`));
  if (!identity) throw new ServiceError('MessageRejected', `Email address is not verified: ${address}`);
  const set = field(form, 'ConfigurationSetName');
  if (set && !configurationSets.includes(set)) {
    throw new ServiceError('ConfigurationSetDoesNotExist', `Configuration set <${set}> does not exist.`);
  }
  const arn = (path: string): string => `arn:aws:ses:${REGION}:${ACCOUNT}:${path}`;
  return {
    action: 'ses:SendEmail',
    resources: [arn(`identity/${identity}`), ...(set ? [arn(`configuration-set/${set}`)] : [])],
    context: { 'ses:fromaddress': [address], 'ses:recipients': to },
  };
}
