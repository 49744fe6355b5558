package io.countersign.adapters.http; /** x */ public interface X {}
