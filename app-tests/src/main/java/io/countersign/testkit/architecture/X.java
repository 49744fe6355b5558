package io.countersign.testkit.architecture; /** x */ public interface X {}
