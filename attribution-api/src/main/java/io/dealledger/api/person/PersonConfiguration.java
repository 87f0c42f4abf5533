package io.dealledger.api.person;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PersonConfiguration {
    @Bean
    People people(DataSource dataSource, PersonSettings settings, InstantSource clock) {
        return new People(dataSource, settings.secret(), clock);
    }

    @Bean
    Veil veil(People people) {
        return new Veil(people);
    }

    @Bean
    FilterRegistrationBean<NamesFilter> namesFilter(People people, Veil veil) {
        var registration = new FilterRegistrationBean<>(new NamesFilter(new Tokens(people::known), veil));
        registration.addUrlPatterns("/v1/*");
        registration.setAsyncSupported(true);
        return registration;
    }
}
