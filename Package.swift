// swift-tools-version: 6.1
import PackageDescription

/// One setting for every target: Swift 6 rules, and imports that say what they leak.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "ringback",
  products: [.executable(name: "ringback", targets: ["ringback"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CGNU"),
    .systemLibrary(
      name: "CLibArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .target(name: "Records", swiftSettings: strict),
    .target(
      name: "Intake", dependencies: ["Records", "CLibXML2", "CGNU", "CLibArchive"],
      swiftSettings: strict),
    .target(name: "Contacts", dependencies: ["Records"], swiftSettings: strict),
    .target(
      name: "Reports",
      dependencies: [
        "Records", "Contacts", .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: strict),
    .target(
      name: "Pipeline",
      dependencies: [
        "Records", "Intake", "Contacts", "Reports", "Yams", "CGNU",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "ringback",
      dependencies: [
        "Records", "Intake", "Contacts", "Reports", "Pipeline", "CGNU",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(name: "OfficeSimulator", dependencies: ["Records"], swiftSettings: strict),
    .executableTarget(
      name: "make-office",
      dependencies: [
        "OfficeSimulator", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Records"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "RecordsTests", dependencies: ["Records", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "IntakeTests", dependencies: ["Intake", "CLibArchive", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ContactsTests", dependencies: ["Contacts", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ReportsTests", dependencies: ["Reports", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "Pipeline", "Reports", "OfficeSimulator", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["ringback", "OfficeSimulator", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "OfficeTests", dependencies: ["OfficeSimulator", "TestSupport"],
      swiftSettings: strict),
  ]
)
