/** The sample article as someone would have it in a Markdown file; the words are our own. */
export const sampleText = `# Bone marrow edema of the shin

## Causes

Doctors sort bone marrow edema by what lies behind it. Fluid gathers more easily where the dense outer bone is damaged.

### Leg injuries

A fracture of the shin bone or thigh bone, or an injury of cartilage, meniscus or ligament.

### Physical changes

Wear of a joint, or repeated load that bruises the bone.

### Inflammation

In rheumatoid and psoriatic arthritis, blood cells leak into the bone below the cartilage.

### Infection

Bone or joint can be infected. The risk is higher with

- diabetes
- a recent operation
- a weak immune system

### Damaged blood vessels

Without blood, bone dies.

### Cancer

Cancer that starts in bone is rare; cancer of breast, lung, prostate or kidney can spread there.

## Symptoms

Edema is not dangerous in itself, but the pain can be disabling:

- walking hurts
- stairs hurt more

It stirs the pain fibres in the bone.

## Diagnosis

Magnetic resonance imaging shows the fluid. Other pictures add to it:

1. computed tomography shows fractures
2. a plain X-ray shows wear

None of them replaces the examination.

## Treatment

Treatment eases pain and deals with the cause. Shock waves and, rarely, an operation that drills holes into the bone are further choices.
`
