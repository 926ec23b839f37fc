public import Contacts
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

  /// - Parameters:
  ///   - program: its version; another one reads everything anew.
  ///   - now: a mailbox that was written in the last minute and breaks off within a line is
  ///     still being written.
  public init(
    _ configuration: Configuration, _ database: StateDatabase, program: String, now: Timestamp
  ) {
    self.configuration = configuration
    self.database = database
    self.now = now
    var digest = Fingerprint()
    digest.update(program.utf8)
    digest.update((try? FileBytes.read(configuration.file, limit: Configuration.limit)) ?? [])
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
      if !isDry, plan != .unchanged { try read(unit, old, plan, &reading) }
    }
    // A file that cannot be opened tonight is not gone.
    let present = Set(inputs.map(\.name).map { Exact($0) })
    var gone: [String] = []
    for unit in kept where !keys.contains(where: { $0.utf8.elementsEqual(unit.key.utf8) }) {
      gone.append(unit.key)
      let isOpenable = unit.names.split(separator: "\n").contains {
        present.contains(Exact(String($0)))
      }
      if !unit.isGone, !isOpenable {
        reading.gone += unit.names.split(separator: "\n").map(String.init)
        reading.steps.append("\(unit.key): gone; its events are kept")
        if !isDry { try database.noteGone(unit.key) }
      }
    }
    let outcome = try match(
      isDry ? [] : keys, gone: isDry ? [] : gone, opened, settings, asOf, &reading,
      reject: reject)
    return (outcome, reading)
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
