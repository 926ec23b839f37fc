import ArgumentParser
import Contacts
import Pipeline
import Records

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put together what `match --part` gave of each part of the clients.",
    discussion: """
      Gives the lines that one process would have given of all inputs: contacts in the order in \
      which they were opened, signs, and the books of each stage added up, where an event that \
      several processes normalized is counted once.

      Example:
        ringback merge contacts-*.ndjson | ringback report
      """)

  @Argument(help: "Files of contacts.")
  var files: [String]

  @OptionGroup var stage: StageOptions

  func run() throws {
    let output = StageOutput()
    do {
      let last = try files.flatMap { (path) throws(MatchedParts.Failure) in
        try MatchedParts.lastBooks(of: path)
      }
      var matched = Books.sum(last.filter { $0.stage == "match" }) ?? Books("match")
      var early: [Books] = []
      _ = try MatchedParts(files).forEachLine(pass: { output.pass($0) }) { books in
        early = ["parse", "normalize"].compactMap { stage in
          Books.sum(books.filter { $0.stage == stage })
        }
        if let i = early.firstIndex(where: { $0.stage == "normalize" }) {
          early[i].take(doublesOf: &matched)
        }
        for books in early { output.write(books) }
      } _: {
        output.write(lines: $0)
      }
      output.write(matched)
      try output.finish()
      stage.say(early + [matched])
      try RejectLog(path: stage.rejects).finish(early + [matched], stage.tolerance)
    } catch let error as MatchedParts.Failure {
      throw MergeCommand.stop(error)
    }
  }

  static func stop(_ failure: MatchedParts.Failure) -> Stop {
    switch failure {
    case .unreadable(let path, let errno):
      Stop(.noInput, "\(path): cannot be read: \(Complaint.describe(errno))")
    case .outOfOrder(let path):
      Stop(.rejects, "\(path): not in the order in which `ringback match` writes")
    case .misplaced(let path, let noun):
      Stop(
        .rejects, "\(path): holds \(noun) where contacts are wanted; `ringback match` gives them")
    }
  }
}
