public import Contacts
import Glibc
public import Intake
public import Records

/// The nightly run: reads of the sources what is new, keeps it, and matches all that is kept.
///
/// What a file holds now is what counts: the kept events of a file are those of its present
/// content, so that the contacts are the same, byte for byte, as if all files were read for the
/// first time. Only those clients are matched again of whom events came or went. The files that are gone keep their events until other files hold them.
public struct Night {
  let configuration: Configuration
  let database: StateDatabase
  /// Of everything that events depend on beside the files.
  let digest: String
  let now: Timestamp
  private let crashes: CrashNotes?

  /// - Parameters:
  ///   - program: its version; another one reads everything anew.
  ///   - now: a mailbox that was written in the last minute and breaks off within a line is
  ///     still being written.
  ///   - crashes: of earlier runs, and of this one.
  public init(
    _ configuration: Configuration, _ database: StateDatabase, program: String, now: Timestamp,
    crashes: CrashNotes? = nil
  ) {
    self.crashes = crashes
    self.configuration = configuration
    self.database = database
    self.now = now
    var digest = Fingerprint()
    digest.update(program.utf8)
    digest.update(configuration.text.utf8)
    for var client in configuration.settings.clients {
      client.hours = nil
      digest.update("\0\(client)".utf8)
    }
    self.digest = digest.digest().map { String($0, radix: 16) }.joined(separator: ".")
  }

  /// What is done about a unit.
  enum Plan: Equatable {
    case unchanged
    /// A mailbox is read from here on; what lies before is kept.
    case onward(from: Int)
    case anew
  }

  /// What was done about the sources.
  public struct Reading: Sendable {
    /// A sentence each, for those who want to know.
    public var steps: [String] = []
    /// Names of files that were there the last time, and are gone.
    public var gone: [String] = []
    public var failures: [Intake.Failure] = []
    /// What made the program crash twice.
    public var passedOver: [Place] = []
    /// How many records were read, and how many events were new or read again.
    public var read = 0
    public var added = 0
    /// Of how many clients, nobody included, contacts are told, and how many were matched again.
    public var clients = 0
    public var matched = 0
  }

  /// Reads the sources, and gives all that is known then.
  ///
  /// - Parameter isDry: only ``Reading/steps`` is told; nothing is read or written.
  public func run(
    _ inputs: [Intake.Input], settings: Settings, asOf: Timestamp?, isDry: Bool = false,
    reject: @escaping (Reject) -> Void
  ) throws(StateDatabase.Failure) -> (outcome: Passage.Outcome, reading: Reading) {
    var reading = Reading()
    let (units, opened) = Intake().units(
      of: inputs, reject: reject, failure: { reading.failures.append($0) })
    let kept = try database.units()
    let keys = units.map(\.key)
    for unit in units {
      let old = kept.first { $0.key.utf8.elementsEqual(unit.key.utf8) }
      let plan = plan(unit, old)
      reading.steps.append("\(unit.names.joined(separator: ", ")): \(plan.sentence)")
      if !isDry, plan != .unchanged {
        var unit = unit
        unit.care = crashes?.begin(unit.key)
        try read(unit, old, plan, &reading)
        crashes?.end()
        reading.passedOver += unit.care?.passedOver ?? []
      }
    }
    for unit in kept where !keys.contains(where: { $0.utf8.elementsEqual(unit.key.utf8) }) {
      if !unit.isGone { try leave(unit, isDry: isDry, &reading) }
    }
    if isDry {
      return (Passage.Outcome(contacts: [], signs: [], books: [], asOf: now, failures: []), reading)
    }
    let gone = try database.units().filter { unit in
      !keys.contains { $0.utf8.elementsEqual(unit.key.utf8) }
    }
    let outcome = try match(
      keys, gone: gone, opened, settings, asOf, &reading, reject: reject)
    return (outcome, reading)
  }

  /// What the last night knew, where the sources, the configuration and the program are still as
  /// they were then; nil otherwise, and while a night is under way. Nothing is written.
  public func known(
    _ inputs: [Intake.Input], settings: Settings, asOf: Timestamp?
  ) throws(StateDatabase.Failure) -> Passage.Outcome? {
    let last = try database.runs(limit: 1).first
    guard last?.ended != nil else { return nil }
    var reading = Reading()
    let (units, opened) = Intake().units(
      of: inputs, reject: { _ in }, failure: { reading.failures.append($0) })
    guard reading.failures.isEmpty else { return nil }
    let kept = try database.units()
    let keys = Set(units.map { Exact($0.key) })
    for unit in units {
      guard plan(unit, kept.first { Exact($0.key) == Exact(unit.key) }) == .unchanged else {
        return nil
      }
    }
    let gone = kept.filter { !keys.contains(Exact($0.key)) }
    guard gone.allSatisfy(\.isGone) else { return nil }
    let outcome = try match(
      units.map(\.key), gone: gone, opened, settings, asOf, &reading, isKept: false,
      reject: { _ in })
    return try database.runs(limit: 1).first == last ? outcome : nil
  }

  /// Decides about a unit of an earlier night that is not there as it was.
  private func leave(
    _ unit: KeptUnit, isDry: Bool, _ reading: inout Reading
  ) throws(StateDatabase.Failure) {
    let names = unit.fileNames
    // What cannot be opened tonight is not gone.
    let isUnreadable = reading.failures.contains { failure in
      names.contains { failure.isPassing(of: $0) }
    }
    if isUnreadable { return }
    let lost = names.filter { FileState(of: configuration.resolve($0)) == nil }
    reading.gone += lost
    if lost.count == names.count {
      reading.steps.append("\(unit.key): gone; its events are kept")
      if !isDry { try database.noteGone(unit.key) }
      return
    }
    // What the files hold now is no mailbox or log, or read with others.
    reading.steps.append("\(unit.key): no longer what it was; its events go")
    if isDry { return }
    if !lost.isEmpty { try keepGone(of: unit, lost) }
    try database.forget(unit.key)
  }

  private func plan(_ unit: ReadingUnit, _ old: KeptUnit?) -> Plan {
    guard let old, old.configuration.utf8.elementsEqual(digest.utf8), !old.isGone else {
      return .anew
    }
    if let before = old.signature, let present = unit.signature,
      before.utf8.elementsEqual(present.utf8)
    {
      return .unchanged
    }
    let isHeld =
      unit.signature.map { (Night.held + $0).utf8.elementsEqual((old.signature ?? "").utf8) }
      ?? false
    guard let path = unit.mailbox, let state = FileState(of: path), let marker = old.marker,
      Int(truncatingIfNeeded: state.device) == old.device,
      Int(truncatingIfNeeded: state.inode) == old.inode, state.size > old.size || isHeld,
      let present = MailboxEnds.marker(of: path, before: old.offset),
      present.utf8.elementsEqual(marker.utf8)
    else { return .anew }
    return .onward(from: old.offset)
  }
}

extension Night.Plan {
  var sentence: String {
    switch self {
    case .unchanged: "unchanged"
    case .onward(let offset): "read from byte \(offset) on"
    case .anew: "read whole"
    }
  }
}

extension Intake.Failure {
  /// Whether a file could not be read this time, whatever it holds.
  func isPassing(of name: String) -> Bool {
    switch self {
    case .cannotOpen(let one, errno: let code), .cannotRead(let one, errno: let code):
      Exact(one) == Exact(name) && code != ENOENT
    default: false
    }
  }
}
