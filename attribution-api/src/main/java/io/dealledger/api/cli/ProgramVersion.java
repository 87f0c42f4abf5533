package io.dealledger.api.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Attribution.class.getPackage().getImplementationVersion();
        return new String[]{"attribution " + (version == null ? "(not packaged)" : version)};
    }
}
