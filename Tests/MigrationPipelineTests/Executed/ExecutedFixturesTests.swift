// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Testing

@testable import MigrationPipeline

/// Every driver of ours, before and after its conversions, is loaded into the model of the kernel that it is for and used.
@Suite struct ExecutedFixturesTests {
    static let executed =
        ExecutedFixture.all(of: ConversionTests.fixtures) + ExecutedFixture.all(of: UpgradeTests.fixtures)

    @Test(arguments: executed) func runs(_ executed: ExecutedFixture) throws {
        let execution = try executed.execute()
        let expected = executed.fixture.execution(at: executed.level)
        let what = expected.map { String($0.prefix { $0 != ":" }) } ?? ""
        #expect(execution.problems.joined(separator: ", ") == what, "\(execution.description.prefix(20000))")
    }
}
