/** The settings of the interpreter: an Azure OpenAI deployment, or none. */

/** The settings AZURE_OPENAI_... */
export interface InterpreterConfig {
  readonly endpoint: string;
  readonly deployment: string;
  /** Without a key the bot's own identity is used; it needs the role Cognitive Services OpenAI User. */
  readonly key: string | undefined;
}

/** Reads them; undefined where none is asked for. */
export function interpreterSettings(
  value: (name: string) => string | undefined,
  problems: string[],
): InterpreterConfig | undefined {
  const endpoint = value('AZURE_OPENAI_ENDPOINT');
  const deployment = value('AZURE_OPENAI_DEPLOYMENT');
  const key = value('AZURE_OPENAI_API_KEY');
  if (endpoint === undefined && deployment === undefined) {
    if (key !== undefined)
      problems.push('AZURE_OPENAI_API_KEY needs AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_DEPLOYMENT.');
    return undefined;
  }
  if (endpoint === undefined || deployment === undefined) {
    problems.push('AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_DEPLOYMENT belong together: set both, or neither.');
    return undefined;
  }
  if (!/^https:\/\/[^\s@]+$/.test(endpoint)) {
    problems.push('AZURE_OPENAI_ENDPOINT must be an https address, for example https://NAME.openai.azure.com.');
  }
  return { endpoint, deployment, key };
}
