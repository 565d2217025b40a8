// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0
import Foundation
import PackageDescription

// Debian installs every LLVM under /usr/lib/llvm-N and ships no libclang.pc, so the folder is looked for here.
// MDEVPORT_LLVM_VERSION chooses another one; `--manifest-cache none` makes SwiftPM notice a newly installed LLVM.
let llvmVersion = ProcessInfo.processInfo.environment["MDEVPORT_LLVM_VERSION"] ?? "14"
let llvmRoot = "/usr/lib/llvm-\(llvmVersion)"
// One file of each package that is needed: libclang and clang's headers, clang as a C++ library, LLVM.
for file in ["include/clang-c/Index.h", "lib/libclang-cpp.so", "include/llvm-c/Core.h"]
where !FileManager.default.fileExists(atPath: "\(llvmRoot)/\(file)") {
    fatalError(
        """
        mdevport: \(llvmRoot)/\(file) not found. Install LLVM and clang as libraries (Debian: apt-get install -y \
        libclang-\(llvmVersion)-dev libclang-cpp\(llvmVersion)-dev llvm-\(llvmVersion)-dev) or name an installed \
        version with MDEVPORT_LLVM_VERSION=N.
        """)
}

// Drivers are executed and converted by the hundred in the tests, which takes twice as long unoptimised.
let optimised: SwiftSetting = .unsafeFlags(["-O"], .when(configuration: .debug))
let clangInclude: SwiftSetting = .unsafeFlags(["-Xcc", "-I\(llvmRoot)/include"])

func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = [],
    plugins: [Target.PluginUsage] = [], exclude: [String] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude, swiftSettings: [optimised] + settings,
        plugins: plugins)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: settings)
}

let package = Package(
    name: "mdevport",
    products: [.executable(name: "mdevport", targets: ["mdevport"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
        // The type of the descriptors that swift-subprocess takes.
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    ],
    targets: [
        library("SourceText"),
        library("KernelLevels"),
        library("Findings", ["SourceText"]),
        library("TreeSearch", ["CByteSearch"]),
        library(
            "ToolCalls",
            [
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        library("PatchSeries", ["Findings", "SourceText", "ToolCalls"]),
        .target(name: "CByteSearch"),

        .target(
            name: "CClang", cSettings: [.unsafeFlags(["-I\(llvmRoot)/include"])],
            linkerSettings: [
                .unsafeFlags(["-L\(llvmRoot)/lib"]), .linkedLibrary("clang-\(llvmVersion)"),
            ]),
        .target(
            name: "CLLVM", cSettings: [.unsafeFlags(["-I\(llvmRoot)/include"])],
            linkerSettings: [.unsafeFlags(["-L\(llvmRoot)/lib"]), .linkedLibrary("LLVM-\(llvmVersion)")]),
        .target(
            name: "CIRGen", dependencies: ["CLLVM"], cxxSettings: [.unsafeFlags(["-I\(llvmRoot)/include"])],
            linkerSettings: [.unsafeFlags(["\(llvmRoot)/lib/libclang-cpp.so"])]),
        library("Machine", ["CLLVM", "CIRGen"], settings: [clangInclude]),
        library("KernelModel", ["KernelLevels"]),
        library("KernelShims", ["KernelLevels", "KernelModel", "Machine"], settings: [clangInclude]),
        library("Validation", ["KernelModel"]),
        library("CSyntax", ["SourceText"]),
        library("KernelHeaders", ["KernelLevels"], plugins: ["EmbedTexts"], exclude: ["Bundled"]),
        library("ClangFrontend", ["CClang", "CSyntax", "KernelHeaders", "SourceText"], settings: [clangInclude]),

        library(
            "MigrationRules", ["Findings", "KernelLevels", .product(name: "Yams", package: "Yams")],
            plugins: ["EmbedTexts"],
            exclude: ["Rules"]),
        library("RuleMatching", ["CSyntax", "Findings", "KernelLevels", "MigrationRules", "SourceText"]),
        library("MdevUsage", ["CSyntax", "Findings", "KernelLevels", "SourceText"]),
        library("FaultAnalysis", ["CSyntax", "Findings", "KernelLevels", "MdevUsage", "SourceText"]),
        library(
            "MigrationPlanning",
            ["MdevUsage", "MigrationRules", "CSyntax", "SourceText", "Findings", "KernelLevels"]),
        library("TreeEdits", ["CSyntax", "Findings", "KernelLevels", "SourceText", "TreeSearch"]),
        library("Reporting", ["Findings", "SourceText", "Validation"]),
        library(
            "MigrationPipeline",
            [
                "SourceText", "Findings", "KernelLevels", "TreeSearch", "CSyntax", "KernelHeaders", "ClangFrontend",
                "MigrationRules",
                "FaultAnalysis", "Machine", "MdevUsage", "MigrationPlanning", "Reporting", "RuleMatching", "TreeEdits",
                "KernelModel",
                "KernelShims", "PatchSeries", "ToolCalls", "Validation",
            ], settings: [clangInclude]),
        .executableTarget(
            name: "mdevport",
            dependencies: [
                "MigrationPipeline", "MigrationPlanning", "PatchSeries",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: [clangInclude]),

        .executableTarget(name: "embed-texts", path: "Sources/EmbedTextsTool"),
        .plugin(
            name: "EmbedTexts", capability: .buildTool(), dependencies: ["embed-texts"],
            path: "Sources/EmbedTextsPlugin"),

        tests(of: "SourceText"),
        tests(of: "Machine", settings: [clangInclude]),
        tests(of: "KernelModel", ["KernelLevels"]),
        tests(of: "KernelShims", ["Machine"], settings: [clangInclude]),
        tests(of: "Validation", ["KernelLevels", "KernelModel"]),
        tests(of: "CSyntax", ["SourceText"]),
        tests(of: "ClangFrontend", ["CSyntax", "KernelHeaders", "KernelLevels"], settings: [clangInclude]),
        tests(of: "MigrationPlanning", ["SourceText"]),
        tests(of: "Findings", ["SourceText"]),
        tests(of: "Reporting", ["Findings", "FixtureKit", "SourceText", "Validation"]),
        tests(of: "KernelHeaders", ["KernelLevels"]),
        tests(of: "MigrationRules", ["Findings", "KernelLevels"]),
        tests(of: "TreeSearch"),
        tests(of: "PatchSeries", ["SourceText"]),
        tests(of: "TreeEdits", ["Findings", "KernelLevels", "SourceText", "TreeSearch"]),
        .target(
            name: "FixtureKit",
            dependencies: [
                "Findings", "KernelLevels", "SourceText", "Validation", .product(name: "Yams", package: "Yams"),
            ],
            path: "Tests/FixtureKit"),
        tests(
            of: "RuleMatching",
            [
                "ClangFrontend", "CSyntax", "Findings", "FixtureKit", "KernelHeaders", "KernelLevels", "MigrationRules",
                "SourceText",
            ], settings: [clangInclude]),
        // How many single mutations of a converted driver verify notices: Tests/mutation.sh.
        .target(
            name: "Mutation", dependencies: ["CSyntax", "MigrationPipeline", "SourceText", "Validation"],
            path: "Tests/Mutation/Mutation", swiftSettings: [clangInclude]),
        .executableTarget(
            name: "mutation-run",
            dependencies: [
                "MigrationPipeline", "Mutation", "SourceText",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Mutation/Run", swiftSettings: [clangInclude]),
        .testTarget(
            name: "MutationTests", dependencies: ["FixtureKit", "MigrationPipeline", "Mutation"],
            path: "Tests/Mutation/Tests", swiftSettings: [clangInclude]),
        tests(
            of: "MigrationPipeline",
            [
                "FaultAnalysis", "Findings", "FixtureKit", "KernelLevels", "MigrationPlanning", "MigrationRules",
                "SourceText",
                "Machine", "PatchSeries", "TreeEdits", "Validation",
            ],
            settings: [clangInclude]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
