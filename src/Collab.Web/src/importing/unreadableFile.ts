/** Why a file cannot be imported, though its name says that it could. */
export type FileProblem = 'notABoard' | 'notText' | 'tooMuch' | 'nothingInIt';

/** A file is not what its name says, or more than can be taken. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';

  constructor(readonly problem: FileProblem) {
    super(problem);
  }
}
