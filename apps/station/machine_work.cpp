#include "apps/station/machine_work.h"

#include "apps/station/flow_drawing.h"
#include "apps/station/library_folder.h"

namespace toitsu::station {

Result<MachineWork> MachineWork::load(const std::string& library) {
    MachineWork work;
    for (const std::string& file : filesBelow(library + "/flows", ".bpmn")) {
        const auto drawing = FlowDrawing::load(file);
        if (!drawing) return fail(drawing.error());
        work.elements_[drawing->process].merge(drawing->machineElements());
    }
    return work;
}

Result<int> MachineWork::open(const workflows::Engine& engine) const {
    const auto cases = engine.cases();
    if (!cases) return fail(cases.error());
    int count = 0;
    for (const workflows::CaseView& one : *cases) {
        if (one.status != workflows::CaseStatus::running) continue;
        const auto elements = elements_.find(one.process);
        if (elements == elements_.end()) continue;
        for (const std::string& at : one.at) count += elements->second.count(at) > 0 ? 1 : 0;
    }
    return count;
}

}  // namespace toitsu::station
