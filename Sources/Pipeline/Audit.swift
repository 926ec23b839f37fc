public import Contacts
public import Intake
public import Records

/// All stages over files without a configuration: first who is who, then what happened.
public struct Audit: Sendable {
  private let provider: String?
  private let zone: Zone?
  private let asOf: Timestamp?
  private let hours: OpeningHours?

  /// - Parameters:
  ///   - provider: a domain or an address; without it, told from the files.
  ///   - zone: of opening hours; without it, told from what the provider wrote.
  ///   - hours: of the provider, in whatever zone; without them, told from when it answered.
  public init(provider: String?, zone: Zone?, asOf: Timestamp?, hours: OpeningHours? = nil) {
    self.provider = provider
    self.zone = zone
    self.asOf = asOf
    self.hours = hours
  }

  /// Reads the files twice, so that memory does not grow with their text; what can be read only
  /// once, such as a pipe, is kept as records in between.
  public func run(
    _ inputs: [Intake.Input], reject: @escaping (Reject) -> Void
  ) -> (outcome: Passage.Outcome, settings: Settings, assumptions: Inference.Assumptions) {
    var inference = Inference()
    let isKept = inputs.contains { !$0.isRegularFile }
    var kept: [Record] = []
    var failures: [Intake.Failure] = []
    let parsed = Intake().read(
      inputs,
      record: { record in
        inference.add(record)
        if isKept { kept.append(record) }
      },
      reject: { if isKept { reject($0) } },
      failure: { failures.append($0) })
    let (settings, assumptions) = inference.settings(provider: provider, zone: zone, hours: hours)
    let passage = Passage(settings, asOf: asOf)
    guard isKept else {
      return (passage.run(inputs, reject: reject), settings, assumptions)
    }
    var outcome = passage.run(reject: reject) { take in
      kept.forEach(take)
      return parsed
    }
    outcome.failures = failures
    return (outcome, settings, assumptions)
  }
}
