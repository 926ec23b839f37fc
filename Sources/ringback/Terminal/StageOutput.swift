import Glibc
import Pipeline
import Records
import Reports

/// Output failed; which and why.
struct OutputFailure: Error {
  var path: String
  var errno: CInt

  var isClosedPipe: Bool { errno == EPIPE }
}

/// Lines of JSON to standard output, or to another file that is open.
///
/// Writing fails aloud, but a stage's callbacks cannot throw: a failure is kept, what follows it
/// is dropped, and ``finish()`` throws it.
final class StageOutput {
  @exclusivity(unchecked) private var writer: LineWriter
  private let name: String
  private var line = JSONLine()
  private(set) var failure: OutputFailure?

  init(to descriptor: CInt = STDOUT_FILENO, named name: String = "standard output") {
    writer = LineWriter(descriptor: descriptor)
    self.name = name
  }

  func write(_ record: Record) {
    line.write(record)
    send()
  }

  func write(_ event: Event) {
    line.write(event)
    send()
  }

  func write(_ contact: Contact) {
    line.write(contact)
    send()
  }

  func write(_ sign: Sign) {
    line.write(sign)
    send()
  }

  func write(_ books: Books) {
    line.write(books)
    send()
  }

  /// Whole lines that are written already, with their line ends.
  func write(lines bytes: UnsafeBufferPointer<UInt8>) {
    guard failure == nil else { return }
    do {
      try writer.write(bytes)
    } catch {
      fail(error)
    }
  }

  /// A line passed on as it came.
  func pass(_ bytes: UnsafeBufferPointer<UInt8>) {
    send(Array(bytes) + [0x0A])
  }

  func write(text bytes: [UInt8]) { send(bytes) }

  func write(_ file: ReportFile) { file.forEachPiece { write(lines: $0) } }

  private func send() { send(line.bytes) }

  private func send(_ bytes: [UInt8]) {
    guard failure == nil else { return }
    do {
      try writer.write(bytes)
    } catch {
      fail(error)
    }
  }

  private func fail(_ error: OutputError) {
    failure = OutputFailure(path: name, errno: error.errno)
    // Nobody reads on, so there is nothing more to do; a stage in the middle of a large file
    // need not go on to its end.
    guard error.isClosedPipe else { return }
    Publishing.abandon()
    Glibc.exit(ExitStatus.done.rawValue)
  }

  func finish() throws {
    if failure == nil {
      do {
        try writer.flush()
      } catch {
        fail(error)
      }
    }
    if let failure { throw failure }
  }
}
