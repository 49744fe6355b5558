package io.countersign.testkit.sandbox; /** x */ public interface X {}
