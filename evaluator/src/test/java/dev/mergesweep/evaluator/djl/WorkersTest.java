package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    @DisplayName("a failure is thrown once nobody works any more on what its catcher may free")
    void failure() {
        CountDownLatch failed = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.map(6, index -> {
                        if (index == 0) {
                            failed.countDown();
                            throw new IllegalStateException("the first");
                        }
                        awaited(failed);
                        ended.incrementAndGet();
                        if (index == 3) {
                            throw new IllegalStateException("another");
                        }
                        return index;
                    }))
                    .hasMessage("the first");
            assertThat(ended).hasValue(5);
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
