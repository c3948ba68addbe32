package dev.sluice.common.schedule;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/**
 * Runs the jobs of a service that has some. With virtual threads the framework's own scheduler has one thread
 * for all that come again after a pause.
 */
@AutoConfiguration(before = TaskSchedulingAutoConfiguration.class)
@ConditionalOnBean(name = TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME)
class ScheduleAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    TaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder settings) {
        Jobs jobs = settings.configure(new Jobs());
        jobs.setVirtualThreads(true);
        return jobs;
    }
}
