// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Testing

@testable import MigrationPipeline

/// How subjects begin, by the place of a driver and by what was written before.
@Suite struct SubjectPrefixTests {
    @Test(arguments: [
        ("samples/vfio-mdev/pond.c", "pond", "vfio/pond"),
        ("drivers/s390/crypto/vfio_lake_ops.c", "vfio_lake", "s390/vfio-lake"),
        ("drivers/gpu/drm/brook/mill/mdev.c", "millmdev", "drm/brook/mill"),
        ("drivers/vfio/mdev/creek.c", "creek", "vfio/creek"),
        ("drivers/misc/ford.c", "ford", "misc/ford"), ("arch/s390/weir/weir.c", "weir", "s390/weir"),
        ("weir.c", "weir_mdev", "weir-mdev"),
        ("module/src/weir.c", "weir", "weir"),
    ]) func comesFromThePath(_ path: String, _ driver: String, _ prefix: String) {
        #expect(SubjectPrefix.of(path, driver: driver, history: []) == prefix)
    }

    @Test func earlierSubjectsCount() {
        let history = [
            "lake: use kzalloc()", "treewide: Use fallthrough", "Merge branch 'lake: more'", "lake: fix a leak",
            "s390/lake: add it", "Fix typo", "lake: add debugging",
        ]
        #expect(SubjectPrefix.of("drivers/s390/lake.c", driver: "lake", history: history) == "lake")
    }

    @Test func fewSubjectsDoNot() {
        let history = ["lake: use kzalloc()", "import of the sources: all", "lake: fix a leak"]
        #expect(SubjectPrefix.of("drivers/s390/crypto/lake.c", driver: "lake", history: history) == "s390/lake")
        let mixed = ["a: x", "b: x", "c: x", "d: x", "a: x", "e: x", "f: x", "g: x", "h: x", "i: x", "a: x"]
        #expect(SubjectPrefix.learned(mixed) == nil)
    }

    @Test func subjectsOfARepositoryAreRead() async throws {
        let scratch = try LintScratch()
        try scratch.git("init", "-q")
        for subject in ["pond: one", "pond: two"] {
            try scratch.write("a.c", subject)
            try scratch.git("add", "a.c")
            try scratch.git("commit", "-q", "-m", subject)
        }
        #expect(await GitSubjects().subjects(of: [scratch.folder + "/a.c"]) == ["pond: two", "pond: one"])
    }

    @Test func outsideARepositoryThereAreNone() async throws {
        let folder = try TemporaryFolder()
        #expect(await GitSubjects().subjects(of: [folder.path + "/a.c"]).isEmpty)
    }
}
