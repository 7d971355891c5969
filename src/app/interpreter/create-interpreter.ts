/** The interpreter that the settings ask for; none by default. */

import { cloudAddresses } from '../../azure/clouds.ts';
import { type CredentialSettings, createSignIn } from '../../azure/credentials.ts';
import type { Interpreter } from '../../conversation/ports/interpreter-port.ts';
import type { Clock } from '../../model/clock.ts';
import type { Cloud } from '../../model/requirement.ts';
import { createAzureOpenAi } from './azure-openai.ts';
import type { InterpreterConfig } from './settings.ts';

/** What an interpreter may know. */
export interface InterpreterParts {
  /** Ids of all requirements. */
  readonly requirements: readonly string[];
  readonly clock: Pick<Clock, 'limit' | 'today'>;
  /** Whose token is used where there is no key. */
  readonly azure: CredentialSettings & { readonly cloud: Cloud };
}

/** Whom tokens are issued for: every Azure AI service of a cloud. */
const SCOPES: Readonly<Record<Cloud, string>> = {
  public: 'https://cognitiveservices.azure.com/.default',
  'us-government': 'https://cognitiveservices.azure.us/.default',
  china: 'https://cognitiveservices.azure.cn/.default',
};

/** Makes the interpreter, or none where nothing is configured. Nothing is sent yet. */
export function createInterpreter(
  config: InterpreterConfig | undefined,
  { requirements, clock, azure }: InterpreterParts,
): Interpreter | undefined {
  if (config === undefined) return undefined;
  const { endpoint, deployment, key } = config;
  const credential = key === undefined ? { token: tokenOf(azure) } : { key };
  return createAzureOpenAi({ endpoint, deployment, credential, requirements, clock });
}

function tokenOf(azure: InterpreterParts['azure']): () => Promise<string> {
  const { authorityHost } = cloudAddresses(azure.cloud);
  const { credential } = createSignIn(azure, { authorityHost });
  return async () => {
    const token = await credential.getToken(SCOPES[azure.cloud]);
    if (token === null) throw new Error('The identity of the bot got no token for Azure OpenAI.');
    return token.token;
  };
}
