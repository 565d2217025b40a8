// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import MigrationPipeline
import Mutation
import Testing

/// A small part of what Tests/mutation.sh does.
struct MutationRunTests {
    private static let folder = FixtureCase.projectFolder + "/Fixtures/mutation"

    private static func run() throws -> MutationRun {
        var options = VerifyOptions()
        options.budget = 60
        return try MutationRun(
            original: folder + "/carillon.c", converted: folder + "/5.15/carillon.c",
            settings: InputSettings(paths: [], workingDirectory: FixtureCase.projectFolder), options: options)
    }

    private static func survivors() throws -> KnownSurvivors {
        KnownSurvivors(parsing: try String(contentsOfFile: folder + "/survivors.txt", encoding: .utf8))
    }

    /// One of each of some kinds of mistake, in any function.
    @Test
    func verifyCatchesMistakes() throws {
        let run = try Self.run()
        let known = try Self.survivors()
        let mistakes: [(place: String, kind: Mutation.Kind)] = [
            ("carillon_probe", .wrongLabel), ("carillon_probe", .errorCode), ("carillon_probe", .removedCheck),
            ("carillon_release_state", .droppedCall), ("carillon_remove", .droppedCall),
            ("carillon_read", .wrongMember), ("carillon_read", .removedCheck), ("carillon_region_info", .droppedBreak),
            ("carillon_set_register", .comparison), ("carillon_driver", .droppedMember),
            ("carillon_init", .wrongLabel), ("carillon_exit", .swapped),
        ]
        for (place, kind) in mistakes {
            let mutation = try #require(
                run.mutations.first { $0.place == place && $0.kind == kind && known.reasons[$0.key] == nil },
                "\(kind.rawValue) in \(place)")
            switch run.fate(of: mutation) {
            case .caught: break
            case let fate: Issue.record("\(mutation.line): \(mutation.key): \(fate)")
            }
        }
    }

    @Test
    func explainedSurvivorsAreMutations() throws {
        let keys = Set(try Self.run().mutations.map(\.key))
        let reasons = try Self.survivors().reasons
        #expect(!reasons.isEmpty)
        for (key, reason) in reasons {
            #expect(keys.contains(key), "\(key)")
            #expect(!reason.isEmpty, "\(key)")
        }
    }

    @Test
    func survivorsAreReadWithTheirReasons() {
        let known = KnownSurvivors(
            parsing: """
                # A heading.
                probe: dropped call: a(); => ;
                    Nobody sees
                    what a() does.
                exit: swapped statements: b(); c(); => c(); b();
                    The same.
                """)
        #expect(
            known.reasons == [
                "probe: dropped call: a(); => ;": "Nobody sees what a() does.",
                "exit: swapped statements: b(); c(); => c(); b();": "The same.",
            ])
    }
}
