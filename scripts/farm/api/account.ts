import { tokenOf, type Api, type App } from './context';
import { AccountAnswer, REFUSALS } from './schemas';
import { PIECE_BYTES } from './uploads';

/** `GET /v1/account`: what a token allows, before anything is sent. */
export function accountRoutes(app: App, api: Api): void {
  const schema = {
    summary: 'What this token allows',
    response: { 200: AccountAnswer, ...REFUSALS },
  };
  app.get('/v1/account', { schema }, async (request) => {
    const token = tokenOf(api, request);
    const { name, bytesADay, jobs } = token;
    return {
      ...{ name, bytesADay, jobs, bytesToday: await api.accounts.bytesToday(token) },
      ...{ fileBytes: api.limits.fileBytes, pieceBytes: PIECE_BYTES },
    };
  });
}
