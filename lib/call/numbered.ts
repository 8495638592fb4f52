import type { Operation, ParseOptions } from "../types.ts";
import { attemptOf, type AttemptRequest } from "./attempt.ts";
import type { StoryTeller } from "./story_teller.ts";

/**
 * The same operation, whose request and whose parser know their attempt.
 *
 * @param number which attempt of the call it is
 * @param story the story of the call
 * @param parseOptions what the parser is told
 */
export function numbered<Input, Output>(
  operation: Operation<Input, Output>,
  number: number,
  story: StoryTeller,
  parseOptions: ParseOptions,
): Operation<Input, Output> {
  return {
    request: (...parts) => {
      const request: AttemptRequest = operation.request(...parts);
      const attempt = attemptOf(request);
      attempt.number = number;
      attempt.story = story;
      story.built(request);
      return request;
    },
    parse: (response, options) => operation.parse(response, { ...options, ...parseOptions }),
  };
}
