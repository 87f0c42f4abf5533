package io.dealledger.api.cli;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Everything the service is made of: the beans of all packages at the edge. */
@SpringBootApplication(scanBasePackages = "io.dealledger.api")
@ConfigurationPropertiesScan("io.dealledger.api")
public class AttributionApplication {
}
