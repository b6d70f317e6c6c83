import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { readConfig } from '../../shared/config.ts';
import { problem } from '../../shared/http/problem.ts';
import { web } from '../../shared/http/web.ts';
import { originSecretsOf, wireTable } from '../wire.ts';
import { metadataRoutes } from './routes.ts';

const config = readConfig('metadata', process.env);

/** Metadata and certificates: public, and with no right to sign anything. */
export const handler = web(
  metadataRoutes({ table: wireTable(config.table, awsOf(process.env)), baseUrl: config.baseUrl }),
  {
    originSecrets: originSecretsOf(config),
    baseUrl: config.baseUrl,
    show: problem,
  },
);
