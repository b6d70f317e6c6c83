import type { ErrorRow } from './error-row.ts';

const IAM = 'AWS IAM';
const CENTER = 'IAM Identity Center';

/** What IAM answers while federation is set up, and what IAM Identity Center says at its sign-in. */
export const AWS_SETUP_ERRORS: readonly ErrorRow[] = [
  {
    id: 'iam-metadata',
    from: IAM,
    text: 'Could not parse metadata',
    pattern: /(?:could not|unable to) parse (?:the )?(?:saml )?metadata/,
    causes: [
      {
        cause:
          'The file is not the XML that the identity provider gives: opened and saved by an editor (byte order mark), cut off, or an HTML page.',
        owner: 'aws-administrator',
        steps: ['Download /saml/metadata from Samlet anew and upload that very file, without opening it.'],
      },
      {
        cause: 'The certificate in it has a key of less than 1024 bits, or repeats an extension.',
        owner: 'samlet-administrator',
        steps: ['Samlet’s own certificates are not so: see whose metadata it is.'],
      },
    ],
  },
  {
    id: 'iam-private-key',
    from: IAM,
    text: 'Invalid private key.',
    pattern: /invalid private key/,
    causes: [
      {
        cause: 'The private key for encrypted assertions is not a PEM file, or is itself encrypted.',
        owner: 'aws-administrator',
        steps: ['Upload an unencrypted PEM of up to 16,384 characters.'],
      },
    ],
  },
  {
    id: 'iam-private-key-limit',
    from: IAM,
    text: 'Private key limit of 2 is reached.',
    pattern: /private key limit of 2 is reached/,
    causes: [
      {
        cause: 'A SAML provider holds two private keys at the most.',
        owner: 'aws-administrator',
        steps: ['Remove the older key, then add the new one.'],
      },
    ],
  },
  {
    id: 'iam-encryption-required',
    from: IAM,
    text: 'Unable to set assertion encryption mode to Required because no private key is provided.',
    pattern: /unable to set assertion encryption mode to required/,
    causes: [
      {
        cause: 'Encryption can be required only once there is a key to decrypt with.',
        owner: 'aws-administrator',
        steps: ['Add a private key to the provider, then require encryption.'],
      },
    ],
  },
  {
    id: 'iam-private-key-both',
    from: IAM,
    text: 'Unable to add and remove private keys in the same request.',
    pattern: /unable to add and remove private keys/,
    causes: [
      { cause: 'One request does one of the two.', owner: 'aws-administrator', steps: ['Add first, then remove.'] },
    ],
  },
  {
    id: 'idc-not-you',
    from: CENTER,
    text: "It's not you, it's us",
    pattern: /it's not you,? it(?:'s| is) us/,
    causes: [
      {
        cause:
          'A clock is wrong, the certificate that Identity Center holds is another one, or the NameID has another format than emailAddress.',
        owner: 'samlet-administrator',
        steps: [
          'Set the app’s NameID format to emailAddress.',
          'Compare the certificate under IAM Identity Center ▸ Settings ▸ Identity source with the one under Settings ▸ Identity.',
        ],
      },
    ],
  },
  {
    id: 'idc-unexpected',
    from: CENTER,
    text: 'An unexpected error has occurred',
    pattern: /an unexpected error has occurred/,
    causes: [
      {
        cause: 'No user in Identity Center has the NameID as user name, or the ACS URL is not the one of its metadata.',
        owner: 'samlet-administrator',
        steps: [
          'Compare the NameID in the trace with the user name in Identity Center, letter for letter: it is not the mail address that counts there.',
          'Import Identity Center’s service provider metadata into the app anew.',
        ],
      },
    ],
  },
  {
    id: 'idc-could-not-complete',
    from: CENTER,
    text: "We couldn't complete your request right now. Please try again later.",
    pattern: /(?:couldn't|could not) complete your request right now/,
    causes: [
      {
        cause:
          'Identity Center refuses the assertion and says why in CloudTrail alone, mostly the format of the NameID.',
        owner: 'aws-administrator',
        steps: [
          'Look in CloudTrail for the event ExternalIdPDirectoryLogin.',
          'Set the app’s NameID format to emailAddress.',
        ],
      },
    ],
  },
  {
    id: 'idc-mfa',
    from: CENTER,
    text: 'Invalid MFA credentials',
    pattern: /invalid mfa credentials/,
    causes: [
      {
        cause: 'The user is not provisioned in Identity Center yet.',
        owner: 'aws-administrator',
        steps: ['Create the user there, with the NameID as user name, or wait for provisioning.'],
      },
    ],
  },
];
