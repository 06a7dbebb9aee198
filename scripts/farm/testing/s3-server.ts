import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { s3Client } from '../store/s3-store';

/** What the server of the tests knows its only user by. */
const CREDENTIALS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

export type S3Server = {
  readonly endpoint: string;
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  close(): Promise<void>;
};

/** A server that speaks S3 with an empty bucket; another than the tests' own where `KOUBO_TEST_S3` has its address. */
export async function startS3(): Promise<S3Server> {
  const bucket = `koubo-${process.pid}-${Date.now()}`;
  const other = process.env.KOUBO_TEST_S3;
  if (other !== undefined) {
    const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = process.env;
    const credentials = { accessKeyId, secretAccessKey };
    const client = s3Client(other, { credentials });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    client.destroy();
    return { endpoint: other, bucket, credentials, close: async () => {} };
  }
  const directory = mkdtempSync(join(tmpdir(), 'koubo-s3-'));
  const server = new S3rver({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory },
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  return {
    ...{ endpoint: `http://127.0.0.1:${port}`, bucket, credentials: CREDENTIALS },
    close: async () => {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
