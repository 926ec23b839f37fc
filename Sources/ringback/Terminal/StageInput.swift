import Glibc
import Pipeline
import Records

/// Reads the lines that an earlier stage wrote.
struct StageInput {
  /// The longest line that is read (DESIGN 2), in bytes.
  private static let longest = 1 << 20
  private static let blockSize = 256 << 10

  var files: [String]
  var stage: Stage

  /// The stages that read other stages' lines, and what each needs.
  enum Stage: String {
    case normalize, match, report

    /// What to say when a line holds another noun.
    func missing(for noun: String) -> String {
      switch (self, noun) {
      case (.normalize, "event"): "these are events already; the next command is `ringback match`"
      case (.normalize, _): "these are contacts already; the next command is `ringback report`"
      case (.match, "record"):
        "these are records, and match needs events; `ringback normalize` is missing before it"
      case (.match, _): "these are contacts already; the next command is `ringback report`"
      case (.report, "record"):
        "these are records, and report needs contacts; `ringback normalize | ringback match` is "
          + "missing before it"
      case (.report, _):
        "these are events, and report needs contacts; `ringback match` is missing before it"
      }
    }

    var needs: String {
      switch self {
      case .normalize: "records; `ringback parse` is missing before it"
      case .match: "events; `ringback parse | ringback normalize` is missing before it"
      case .report:
        "contacts; `ringback parse | ringback normalize | ringback match` is missing before it"
      }
    }
  }

  /// Reads every line; what cannot be read as JSON is a reject of `account`.
  ///
  /// - Parameter quick: takes a line itself and says so; `take` gets all others.
  /// - Throws: ``Stop`` where an input is missing or is no stage's output.
  func read(
    _ account: inout Books.Account, reject: (Reject) -> Void,
    quick: (UnsafeBufferPointer<UInt8>) -> Bool = { _ in false },
    line take: (Line, UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    var paths: [String] = []
    for file in files.isEmpty ? ["-"] : files {
      let found = file == "-" ? ["-"] : InputFiles.matching(file)
      guard !found.isEmpty else { throw Stop(.noInput, "\(file): no file of this name") }
      paths += found
    }
    let pool = TextPool()
    for path in paths {
      var isFirst = true
      try lines(of: path) { bytes, offset, number in
        let place = Place(source: path, offset: offset, line: number)
        guard let bytes else {
          account.read += 1
          account.reject("line-too-long")
          reject(Reject("line-too-long", "a line is at most 1 MiB", at: place))
          return
        }
        if quick(bytes) {
          isFirst = false
          return
        }
        if bytes.allSatisfy({ $0 <= 0x20 }) { return }
        do {
          let line = try Line(bytes, pool: pool)
          isFirst = false
          try take(line, bytes)
        } catch let fault as LineFault {
          switch fault {
          case .version(let version):
            throw Stop(
              .rejects,
              "\(path):\(number): written in version \(version) of the format; "
                + "this program reads version \(Line.version)")
          case .json(let fault):
            if isFirst {
              throw Stop(
                .rejects, "\(path): this is no JSON Lines; \(stage.rawValue) needs \(stage.needs)")
            }
            account.read += 1
            account.reject("not-json")
            reject(
              Reject("not-json", "\(fault.detail) expected at byte \(fault.offset)", at: place))
          }
        }
      }
    }
  }

  /// Calls back with each line without its end; `nil` for one that is too long.
  private func lines(
    of path: String, _ take: (UnsafeBufferPointer<UInt8>?, Int, Int) throws -> Void
  ) throws {
    var descriptor = STDIN_FILENO
    if path == "-" {
      StageInput.sayIfKeyboard()
    } else {
      descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
      guard descriptor >= 0 else {
        throw Stop(.noInput, "\(path): cannot be opened: \(Complaint.describe(errno))")
      }
    }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var pending: [UInt8] = []
    var isTooLong = false
    var offset = 0
    var number = 0
    var blockStart = 0
    var block = [UInt8](repeating: 0, count: StageInput.blockSize)
    while true {
      let n = block.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if n < 0 && errno == EINTR { continue }
      guard n >= 0 else {
        throw Stop(.noInput, "\(path): cannot be read: \(Complaint.describe(errno))")
      }
      if n == 0 { break }
      try block.withUnsafeBufferPointer { buffer in
        var start = 0
        while start < n, let base = buffer.baseAddress {
          guard
            let end = memchr(base + start, 0x0A, n - start)
              .map({ UnsafeRawPointer($0) - UnsafeRawPointer(base) })
          else {
            if pending.count + n - start > StageInput.longest { isTooLong = true }
            if !isTooLong { pending += buffer[start..<n] }
            break
          }
          number += 1
          if isTooLong || pending.count + end - start > StageInput.longest {
            try take(nil, offset, number)
          } else if pending.isEmpty {
            try take(UnsafeBufferPointer(rebasing: buffer[start..<end]), offset, number)
          } else {
            pending += buffer[start..<end]
            try pending.withUnsafeBufferPointer { try take($0, offset, number) }
          }
          pending.removeAll(keepingCapacity: true)
          isTooLong = false
          start = end + 1
          offset = blockStart + start
        }
      }
      blockStart += n
    }
    if !pending.isEmpty || isTooLong {
      try pending.withUnsafeBufferPointer { try take(isTooLong ? nil : $0, offset, number + 1) }
    }
  }

  /// Nobody types a mailbox: a stage that waits for the keyboard says so.
  static func sayIfKeyboard() {
    if isatty(STDIN_FILENO) == 1 {
      Complaint.say("reading from the keyboard; end with Ctrl-D, or name a file")
    }
  }
}
