// SPDX-License-Identifier: Apache-2.0
import MigrationRules
import SourceText

/// The rules of the program and of the user's folders.
public enum RuleLoading {
    /// Rules of folders have to do what their examples say.
    /// - Throws: `InputError` with file and line of what is wrong.
    public static func rules(folders: [String], workingDirectory: String) throws(InputError) -> RuleSet {
        // An error begins with the path of a rule.
        let shown = InputSettings(paths: [], workingDirectory: workingDirectory).shown
        do {
            let bundled = try RuleSet.bundled()
            var rules = bundled
            for folder in folders {
                rules = try rules.adding(folder: PathText.absolute(folder, in: workingDirectory))
            }
            for rule in rules.rules where bundled[rule.id] == nil {
                if let problem = RuleExamples.check(rule).first { throw InputError(shown(problem)) }
            }
            return rules
        } catch let error as InputError {
            throw error
        } catch {
            throw InputError(shown("\(error)"))
        }
    }
}
